import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import type { Candidate, HeldBack } from './candidate.ts';

/** What may keep a candidate from opening, for the accounts of all candidates. */
interface Obstacles {
  /** The number of the run. */
  readonly openRuns: ReadonlyMap<string, string>;
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
  const obstacles = await loadObstacles(tx, candidates, day);
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
  if (run) return { reason: 'run_open', detail: `merged into run #${run}, which is still open`, until: null };
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

interface Obstacle {
  readonly kind: 'run' | 'situation' | 'closed' | 'silent';
  readonly account_id: string;
  readonly playbook_key: string;
  /** The number of the open run, the day the last one closed, or the day until which it is silent. */
  readonly detail: string | null;
}

/** One statement for all: each candidate's own playbook, and those that it waits for. */
async function loadObstacles(tx: Transaction, candidates: readonly Candidate[], day: EpochDay): Promise<Obstacles> {
  const pairs = candidates.flatMap(({ accountId, playbook }) =>
    [playbook.key, ...playbook.notWhile].map((playbookKey) => ({ accountId, playbookKey })),
  );
  const rows = await tx.query<Obstacle & Record<string, unknown>>(
    `with wanted as (select distinct * from unnest($2::uuid[], $3::text[]) w(account_id, playbook_key))
     select 'run' as kind, w.*, r.number::text as detail from wanted w
       join run r on r.organisation_id = $1 and r.account_id = w.account_id and r.playbook_key = w.playbook_key and r.state = 'open'
     union all
     select 'situation', w.*, null from wanted w
       join situation s on s.organisation_id = $1 and s.account_id = w.account_id and s.playbook_key = w.playbook_key and s.state = 'open'
     union all
     select 'closed', w.*, max((r.closed_at at time zone o.time_zone)::date)::text from wanted w
       join run r on r.organisation_id = $1 and r.account_id = w.account_id and r.playbook_key = w.playbook_key and r.state = 'closed'
       join organisation o on o.organisation_id = $1 group by 2, 3
     union all
     select 'silent', w.*, max(d.silent_until)::text from wanted w
       join situation_dismissal d on d.organisation_id = $1 and d.account_id = w.account_id and d.playbook_key = w.playbook_key
         and d.silent_until > $4 group by 2, 3`,
    [
      tx.organisationId,
      uuidArray(pairs.map((pair) => pair.accountId)),
      textArray(pairs.map((pair) => pair.playbookKey)),
      isoDate(day),
    ],
  );
  const of = (kind: Obstacle['kind']) =>
    rows
      .filter((row) => row.kind === kind)
      .map((row) => [keyOf(row.account_id, row.playbook_key), row.detail ?? ''] as const);
  return {
    openRuns: new Map(of('run')),
    openSituations: new Set(of('situation').map(([key]) => key)),
    lastClosed: new Map(of('closed').map(([key, date]) => [key, epochDay(date)])),
    silentUntil: new Map(of('silent')),
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
  if (held.length === 0) return;
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
