import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';
import type { Candidate } from './candidate.ts';
import { placeOf } from './load-obstacles.ts';

/** How many situations one diagnosis may open for one playbook: the count, or the share of the accounts, whichever is more. */
export interface BrakeLimit {
  readonly count: number;
  /** Of the accounts that are not archived, 0 to 100. */
  readonly percent: number;
}

/** Why a candidate waits for a person, and whether it has waited before. */
export interface Wait {
  readonly detail: string;
  readonly isKnown: boolean;
}

/** Says why a candidate waits for a person, or null when it may open. */
export type Brake = (candidate: Candidate) => Wait | null;

const MANY = 'one diagnosis found many accounts for this playbook; it waits until a person has confirmed them';
const DECLINED = 'a person decided not to open it; it is asked about again when it has ended and comes back';

/**
 * The limit that holds for a diagnosis, null for none: the first that opens anything in an organisation is what its people wait for, and somebody
 * who asks for a day of the past wants to see what was found then.
 */
export async function limitFor(tx: Transaction, limit: BrakeLimit, isOfPast: boolean): Promise<BrakeLimit | null> {
  if (isOfPast) return null;
  const opened = await tx.query('select from situation where organisation_id = $1 limit 1', [tx.organisationId]);
  return opened.length === 0 ? null : limit;
}

/**
 * Keeps back what one diagnosis would open for one playbook when it is more than the limit: a person is asked first. What waits already stays
 * where it is and does not count again, so that a few new ones open beside it.
 */
export async function loadBrake(
  tx: Transaction,
  candidates: readonly Candidate[],
  limit: BrakeLimit | null,
): Promise<Brake> {
  if (candidates.length === 0 || limit === null) return () => null;
  const known = await knownWaiting(tx, candidates);
  const isNew = (one: Candidate) => !known.has(placeOf(one.accountId, one.playbook.key));
  const counts = Map.groupBy(candidates.filter(isNew), (one) => one.playbook.key);
  const most = Math.max(0, ...[...counts.values()].map((some) => some.length));
  const atMost = most > limit.count ? Math.max(limit.count, await shareOfAccounts(tx, limit.percent)) : limit.count;
  return (one) => {
    const isDeclined = known.get(placeOf(one.accountId, one.playbook.key));
    if (isDeclined !== undefined) return { detail: isDeclined ? DECLINED : MANY, isKnown: true };
    return (counts.get(one.playbook.key)?.length ?? 0) > atMost ? { detail: MANY, isKnown: false } : null;
  };
}

/** What waits of these, with whether a person has declined it. */
async function knownWaiting(tx: Transaction, candidates: readonly Candidate[]): Promise<Map<string, boolean>> {
  const rows = await tx.query<{ account_id: string; playbook_key: string; is_declined: boolean }>(
    `select w.account_id, w.playbook_key, w.declined_at is not null as is_declined
     from unnest($2::uuid[], $3::text[]) o(account_id, playbook_key)
     join situation_waiting w on w.organisation_id = $1 and w.account_id = o.account_id and w.playbook_key = o.playbook_key`,
    [
      tx.organisationId,
      uuidArray(candidates.map((one) => one.accountId)),
      textArray(candidates.map((one) => one.playbook.key)),
    ],
  );
  return new Map(rows.map((row) => [placeOf(row.account_id, row.playbook_key), row.is_declined]));
}

async function shareOfAccounts(tx: Transaction, percent: number): Promise<number> {
  const { accounts } = await tx.one<{ accounts: number }>(
    'organisation',
    'select count(*)::int as accounts from account where organisation_id = $1 and archived_at is null',
    [tx.organisationId],
  );
  return Math.floor((accounts * percent) / 100);
}
