import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import type { Candidate } from './candidate.ts';

const WEEK = 7;

/** How many situations may open in a week for an account and for the accounts of one CSM; null for any number. */
export interface WeekLimits {
  readonly account: number | null;
  readonly owner: number | null;
}

/** Says whether there is room for another situation, and takes it. */
export interface WeeklyRoom {
  /** Null when there is room, which is then taken; else why not, and from which day on there is. */
  take(candidate: Candidate): { readonly detail: string; readonly until: string } | null;
}

interface Opened {
  readonly owner_id: string | null;
  readonly account_id: string;
  readonly days: string[];
}

/**
 * What has opened in the last week for the accounts of these candidates and for their CSMs. Only what can wait is counted against the limits:
 * a condition or a stage that is still there next week. What happened once (an event, a date, a move between segments) opens at once.
 */
export async function weeklyRoom(
  tx: Transaction,
  candidates: readonly Candidate[],
  limits: WeekLimits,
  day: EpochDay,
): Promise<WeeklyRoom> {
  const able = limits.account === null && limits.owner === null ? [] : candidates.filter(canWait);
  if (able.length === 0) return { take: () => null };
  const accountIds = [...new Set(able.map(({ accountId }) => accountId))];
  const { ownerOf, byAccount, byOwner } = await openedThisWeek(tx, accountIds, day);
  return {
    take(candidate) {
      if (!canWait(candidate)) return null;
      const { accountId } = candidate;
      const owner = ownerOf.get(accountId);
      const ofAccount = daysOf(byAccount, accountId);
      const ofOwner = owner === undefined ? [] : daysOf(byOwner, owner);
      const full =
        fullOf(ofAccount, limits.account, 'for this account') ?? fullOf(ofOwner, limits.owner, 'for its CSM');
      if (full !== null) return full;
      ofAccount.push(day);
      ofOwner.push(day);
      return null;
    },
  };
}

function canWait({ trigger }: Candidate): boolean {
  return trigger.kind === 'condition' || trigger.kind === 'stage';
}

/** With as many as the limit, the next has room a week after the oldest of those that count. */
function fullOf(days: readonly EpochDay[], limit: number | null, whose: string) {
  if (limit === null || days.length < limit) return null;
  const counting = days.toSorted((a, b) => a - b);
  const until = isoDate(counting[counting.length - limit]! + WEEK);
  return {
    detail: `${days.length} opened ${whose} in a week, ${limit} are the limit; waits for room until ${until}`,
    until,
  };
}

function daysOf(days: Map<string, EpochDay[]>, key: string): EpochDay[] {
  const known = days.get(key) ?? [];
  days.set(key, known);
  return known;
}

async function openedThisWeek(tx: Transaction, accountIds: readonly string[], day: EpochDay) {
  const rows = await tx.query<Opened & Record<string, unknown>>(
    `with asked as (select unnest($2::uuid[]) as account_id),
     owned as (
       select t.account_id, t.member_id from account_team t
       where t.organisation_id = $1 and t.role = 'csm' and t.valid_to is null),
     wanted as (
       select a.account_id, o.member_id, true as is_asked from asked a left join owned o on o.account_id = a.account_id
       union all
       select o.account_id, o.member_id, false from owned o
       where o.member_id in (select member_id from owned join asked using (account_id))
         and o.account_id not in (select account_id from asked))
     select w.member_id as owner_id, w.account_id,
       coalesce(array_agg(s.opened_on::text) filter (where s.opened_on is not null), '{}') as days
     from wanted w
     left join situation s on s.organisation_id = $1 and s.account_id = w.account_id and s.opened_on > $3 and s.opened_on <= $4
       and s.trigger_kind in ('condition', 'stage') and s.merged_run_id is null
     where w.is_asked or s.opened_on is not null
     group by 1, 2`,
    [tx.organisationId, uuidArray(accountIds), isoDate(day - WEEK), isoDate(day)],
  );
  const ownerOf = new Map<string, string>();
  const byAccount = new Map<string, EpochDay[]>();
  const byOwner = new Map<string, EpochDay[]>();
  for (const { owner_id, account_id, days } of rows) {
    const opened = days.map(epochDay);
    byAccount.set(account_id, opened);
    if (owner_id === null) continue;
    ownerOf.set(account_id, owner_id);
    daysOf(byOwner, owner_id).push(...opened);
  }
  return { ownerOf, byAccount, byOwner };
}
