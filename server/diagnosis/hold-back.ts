import type { Transaction } from '../context/transaction.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import type { Candidate, HeldBack } from './candidate.ts';

/** What may keep a candidate from opening, for the accounts of all candidates. */
interface Obstacles {
  readonly openRuns: ReadonlyMap<string, { number: number }>;
  readonly openSituations: ReadonlySet<string>;
  readonly lastClosed: ReadonlyMap<string, EpochDay>;
  readonly silentUntil: ReadonlyMap<string, string>;
}

/**
 * Sorts candidates, most important playbook first, into those that open and those that are held back: a run of the playbook is open,
 * somebody said that it is no risk, it closed too recently, or a playbook that it waits for is running (or opens now). Those whose
 * situation a live diagnosis has opened before are a list of their own.
 */
export async function holdBack(
  tx: Transaction,
  candidates: readonly Candidate[],
  day: EpochDay,
): Promise<{ opening: Candidate[]; alreadyOpen: Candidate[]; held: HeldBack[] }> {
  const opening: Candidate[] = [];
  const alreadyOpen: Candidate[] = [];
  const held: HeldBack[] = [];
  if (candidates.length === 0) return { opening, alreadyOpen, held };
  const accountIds = [...new Set(candidates.map((candidate) => candidate.accountId))];
  const obstacles = await loadObstacles(tx, accountIds, day);
  const openingNow = new Set<string>();
  for (const candidate of candidates) {
    if (obstacles.openSituations.has(keyOf(candidate.accountId, candidate.playbook.key))) {
      alreadyOpen.push(candidate);
      continue;
    }
    const obstacle = obstacleOf(candidate, obstacles, openingNow, day);
    if (obstacle) held.push({ playbookKey: candidate.playbook.key, accountId: candidate.accountId, ...obstacle });
    else if (!openingNow.has(keyOf(candidate.accountId, candidate.playbook.key))) {
      openingNow.add(keyOf(candidate.accountId, candidate.playbook.key));
      opening.push(candidate);
    }
  }
  return { opening, alreadyOpen, held };
}

function obstacleOf(
  { playbook, accountId }: Candidate,
  obstacles: Obstacles,
  openingNow: ReadonlySet<string>,
  day: EpochDay,
): Omit<HeldBack, 'playbookKey' | 'accountId'> | null {
  const key = keyOf(accountId, playbook.key);
  const run = obstacles.openRuns.get(key);
  if (run) return { reason: 'run_open', detail: `merged into run #${run.number}, which is still open`, until: null };
  if (obstacles.openSituations.has(key))
    return { reason: 'run_open', detail: 'the situation is already open', until: null };
  const silent = obstacles.silentUntil.get(key);
  if (silent)
    return {
      reason: 'dismissed',
      detail: `a member said that it is not a risk; silent until ${silent}`,
      until: silent,
    };
  const closed = obstacles.lastClosed.get(key);
  if (closed !== undefined && day - closed < playbook.cooldownDays) {
    const until = isoDate(closed + playbook.cooldownDays);
    return {
      reason: 'cooldown',
      detail: `the last run closed on ${isoDate(closed)}; cooling down until ${until}`,
      until,
    };
  }
  const waitsFor = playbook.notWhile.find((other) => {
    const otherKey = keyOf(accountId, other);
    return obstacles.openRuns.has(otherKey) || obstacles.openSituations.has(otherKey) || openingNow.has(otherKey);
  });
  if (waitsFor) return { reason: 'not_while', detail: `waits while ${waitsFor} runs for this account`, until: null };
  return null;
}

async function loadObstacles(tx: Transaction, accountIds: readonly string[], day: EpochDay): Promise<Obstacles> {
  const values = [tx.organisationId, accountIds];
  const runs = await tx.query<{ account_id: string; playbook_key: string; number: number }>(
    `select account_id, playbook_key, number from run
     where organisation_id = $1 and account_id = any($2) and state = 'open'`,
    values,
  );
  const situations = await tx.query<{ account_id: string; playbook_key: string }>(
    `select account_id, playbook_key from situation
     where organisation_id = $1 and account_id = any($2) and state = 'open'`,
    values,
  );
  const closed = await tx.query<{ account_id: string; playbook_key: string; closed_on: string }>(
    `select r.account_id, r.playbook_key, max((r.closed_at at time zone o.time_zone)::date) as closed_on
     from run r join organisation o on o.organisation_id = r.organisation_id
     where r.organisation_id = $1 and r.account_id = any($2) and r.state = 'closed' group by 1, 2`,
    values,
  );
  const silent = await tx.query<{ account_id: string; playbook_key: string; until: string }>(
    `select account_id, playbook_key, max(silent_until) as until from situation_dismissal
     where organisation_id = $1 and account_id = any($2) and silent_until > $3 group by 1, 2`,
    [...values, isoDate(day)],
  );
  const key = (row: { account_id: string; playbook_key: string }) => keyOf(row.account_id, row.playbook_key);
  return {
    openRuns: new Map(runs.map((row) => [key(row), row])),
    openSituations: new Set(situations.map(key)),
    lastClosed: new Map(closed.map((row) => [key(row), epochDay(row.closed_on)])),
    silentUntil: new Map(silent.map((row) => [key(row), row.until])),
  };
}

function keyOf(accountId: string, playbookKey: string): string {
  return `${accountId}/${playbookKey}`;
}

/** Keeps the latest list of what was held back, for these accounts (null: for all). */
export async function writeHeldBack(
  tx: Transaction,
  held: readonly HeldBack[],
  day: EpochDay,
  accountIds: readonly string[] | null,
): Promise<void> {
  await tx.execute(
    `delete from situation_held_back where organisation_id = $1 and ($2::uuid[] is null or account_id = any($2))`,
    [tx.organisationId, accountIds],
  );
  const sorted = [...held].sort((a, b) =>
    keyOf(a.accountId, a.playbookKey) < keyOf(b.accountId, b.playbookKey) ? -1 : 1,
  );
  await tx.execute(
    `insert into situation_held_back (organisation_id, account_id, playbook_key, reason, detail, until, as_of)
     select $1, h.*, $7 from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[]) h
     on conflict do nothing`,
    [
      tx.organisationId,
      sorted.map((one) => one.accountId),
      sorted.map((one) => one.playbookKey),
      sorted.map((one) => one.reason),
      sorted.map((one) => one.detail),
      sorted.map((one) => one.until),
      isoDate(day),
    ],
  );
}
