import type { Transaction } from '../context/transaction.ts';
import { sayDay } from '../lib/calendar/due-date.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { type BrakeLimit, loadBrake } from './brake.ts';
import type { Candidate, HeldBack } from './candidate.ts';
import { isSilent } from './causes.ts';
import { loadObstacles, type Obstacles, type OpenRun, placeOf, type Silence } from './load-obstacles.ts';
import { type WeekLimits, weeklyRoom } from './weekly-room.ts';

/** A candidate whose situation is attached to an open run of another playbook. */
interface Merging {
  readonly candidate: Candidate;
  readonly run: OpenRun;
}

interface Sorted {
  readonly opening: Candidate[];
  readonly merging: Merging[];
  /** What a person has to confirm first: found now, and found before. */
  readonly waiting: Candidate[];
  readonly stillWaiting: Candidate[];
  readonly alreadyOpen: Candidate[];
  readonly held: HeldBack[];
}

type Why = Omit<HeldBack, 'playbookKey' | 'accountId'>;

/** What sorting needs beside the candidates. */
interface HoldingRules {
  readonly limits: WeekLimits;
  readonly brake: BrakeLimit | null;
  /** What makes a candidate true; asked only where something of it was said to be no risk. */
  readonly causes: (candidate: Candidate) => readonly string[];
}

/**
 * Sorts candidates, most important playbook first, into those that open, those that are merged into the run of another playbook, and those that
 * are held back: a run of the playbook is open, somebody said that its cause is no risk or put it aside, it closed too recently, a playbook that it waits for is
 * running (or opens now), so many are found that a person has to confirm them, or enough has opened this week. Those whose situation is open
 * already are a list of their own.
 */
export async function holdBack(
  tx: Transaction,
  candidates: readonly Candidate[],
  day: EpochDay,
  { limits, brake: brakeLimit, causes }: HoldingRules,
): Promise<Sorted> {
  const sorted: Sorted = { opening: [], merging: [], waiting: [], stillWaiting: [], alreadyOpen: [], held: [] };
  if (candidates.length === 0) return sorted;
  const obstacles = await loadObstacles(tx, candidates, day);
  const isFresh = (one: Candidate) => !obstacles.openSituations.has(placeOf(one.accountId, one.playbook.key));
  const isLimited = limits.account !== null || limits.owner !== null;
  const room = await weeklyRoom(tx, isLimited ? candidates.filter(isFresh) : [], limits, day);
  const said: Saying = { day, causes, titles: await titlesOf(tx) };
  const isFree = (one: Candidate) =>
    isFresh(one) && obstacleOf(one, obstacles, NONE, said) === null && runToJoin(one, obstacles) === undefined;
  const brake = await loadBrake(tx, brakeLimit === null ? [] : candidates.filter(isFree), brakeLimit);
  const openingNow = openingNone(candidates);
  for (const candidate of candidates) {
    const { accountId, playbook } = candidate;
    const place = placeOf(accountId, playbook.key);
    const hold = (why: Why) => sorted.held.push({ playbookKey: playbook.key, accountId, ...why });
    if (obstacles.openSituations.has(place)) {
      sorted.alreadyOpen.push(candidate);
      continue;
    }
    if (openingNow.has(candidate.row, playbook.key)) continue;
    const obstacle = obstacleOf(candidate, obstacles, openingNow, said);
    if (obstacle) {
      hold(obstacle);
      continue;
    }
    const run = runToJoin(candidate, obstacles);
    if (run) {
      sorted.merging.push({ candidate, run });
      openingNow.add(candidate);
      continue;
    }
    const asked = brake(candidate);
    const full = asked === null ? room.take(candidate) : null;
    if (asked !== null) {
      (asked.isKnown ? sorted.stillWaiting : sorted.waiting).push(candidate);
      hold({ reason: 'brake', detail: asked.detail, until: null });
    } else if (full !== null) hold({ reason: 'cap', ...full });
    else {
      sorted.opening.push(candidate);
      openingNow.add(candidate);
    }
  }
  return sorted;
}

/** What opens in this diagnosis. */
interface Opening {
  has(row: number, playbookKey: string): boolean;
  add(candidate: Candidate): void;
}

const NONE: Opening = { has: () => false, add: () => {} };

/** A byte for each row and playbook: of a large organisation there may be half a million. */
function openingNone(candidates: readonly Candidate[]): Opening {
  const places = new Map<string, number>();
  let rows = 0;
  for (const { playbook, row } of candidates) {
    if (!places.has(playbook.key)) places.set(playbook.key, places.size);
    rows = Math.max(rows, row + 1);
  }
  const opening = new Uint8Array(rows * places.size);
  return {
    has(row, playbookKey) {
      const place = places.get(playbookKey);
      return place !== undefined && opening[row * places.size + place] === 1;
    },
    add({ row, playbook }) {
      opening[row * places.size + places.get(playbook.key)!] = 1;
    },
  };
}

function runToJoin({ playbook, accountId }: Candidate, { openRuns }: Obstacles): OpenRun | undefined {
  return playbook.mergeInto
    .map((other) => openRuns.get(placeOf(accountId, other)))
    .find((run): run is OpenRun => run !== undefined);
}

/** What an obstacle is said with. */
interface Saying {
  readonly day: EpochDay;
  readonly causes: HoldingRules['causes'];
  /** Titles of playbooks by their key. */
  readonly titles: ReadonlyMap<string, string>;
}

async function titlesOf(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ key: string; title: string }>(
    'select key, title from playbook where organisation_id = $1',
    [tx.organisationId],
  );
  return new Map(rows.map(({ key, title }) => [key, title]));
}

function obstacleOf(
  candidate: Candidate,
  obstacles: Obstacles,
  openingNow: Opening,
  { day, causes, titles }: Saying,
): Why | null {
  const say = (one: string) => sayDay(one, isoDate(day));
  const titleOf = (key: string) => `"${titles.get(key) ?? key}"`;
  const { playbook, accountId } = candidate;
  const place = placeOf(accountId, playbook.key);
  const run = obstacles.openRuns.get(place);
  if (run) return { reason: 'run_open', detail: `merged into run #${run.number}, which is still open`, until: null };
  const silences = obstacles.silences.get(place) ?? [];
  const silent = silences.length === 0 ? undefined : silenceOf(silences, causes(candidate));
  if (silent)
    return {
      reason: 'dismissed',
      detail: `a member said that this is not a risk; silent until ${say(silent)}`,
      until: silent,
    };
  const snoozed = obstacles.snoozes.get(place);
  if (snoozed !== undefined)
    return {
      reason: 'snoozed',
      detail: `a member has put its last situation aside until ${say(snoozed)}`,
      until: snoozed,
    };
  const closed = obstacles.lastClosed.get(place);
  if (closed !== undefined && day - closed < playbook.cooldownDays) {
    const until = isoDate(closed + playbook.cooldownDays);
    return {
      reason: 'cooldown',
      detail: `the last run closed on ${say(isoDate(closed))}; cooling down until ${say(until)}`,
      until,
    };
  }
  const isBusyWith = (other: string) => {
    const there = placeOf(accountId, other);
    return obstacles.openRuns.has(there) || obstacles.openSituations.has(there) || openingNow.has(candidate.row, other);
  };
  const waitsFor = playbook.notWhile.find(isBusyWith);
  if (waitsFor)
    return { reason: 'not_while', detail: `waits while ${titleOf(waitsFor)} runs for this account`, until: null };
  const joins = playbook.mergeInto.find((other) => isBusyWith(other));
  if (joins && runToJoin(candidate, obstacles) === undefined)
    return {
      reason: 'merge',
      detail: `waits to be merged into the run of ${titleOf(joins)}, which is about to start`,
      until: null,
    };
  return null;
}

/** Until when it stays silent: the causes that several said to be none count together. */
function silenceOf(silences: readonly Silence[], causes: readonly string[]): string | undefined {
  const all = silences.some((one) => one.causes === null) ? null : silences.flatMap((one) => one.causes ?? []);
  if (!isSilent(causes, all)) return undefined;
  return silences.map((one) => one.until).sort()[0];
}

/** Forgets what was held back for these accounts (null: for all) before: the list is made anew. */
export async function forgetHeldBack(tx: Transaction, accountIds: readonly string[] | null): Promise<void> {
  await tx.execute(
    `delete from situation_held_back where organisation_id = $1 and ($2::uuid[] is null or account_id = any($2))`,
    [tx.organisationId, accountIds],
  );
}

/** Adds to the list of what is held back. */
export async function writeHeldBack(tx: Transaction, held: readonly HeldBack[], day: EpochDay): Promise<void> {
  if (held.length === 0) return;
  const sorted = [...held].sort((a, b) =>
    placeOf(a.accountId, a.playbookKey) < placeOf(b.accountId, b.playbookKey) ? -1 : 1,
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
