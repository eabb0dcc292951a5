import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { dayOf, epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import { problem } from '../../lib/problem.ts';
import { findFlags } from './flags/find-flags.ts';
import type { Flag } from './flags/flag.ts';
import { loadTriggerFacts } from './flags/load-trigger-facts.ts';
import type { TriggerFacts } from './flags/trigger-rate.ts';
import { loadOccasions, type OccasionRange } from './load-occasions.ts';
import type { Occasion } from './occasion.ts';
import {
  PARTS,
  type Part,
  type Score,
  type ScoreOfPart,
  type StepNamed,
  type StepScore,
  score,
  scoreParts,
  scoreSteps,
} from './scorecard.ts';

/** Days 'YYYY-MM-DD' of the organisation's time zone, both included. */
export interface DaysAsked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface PlaybookNamed {
  readonly key: string;
  readonly title: string;
  readonly status: 'published' | 'retired';
  readonly version: number;
}

export interface Scorecard extends Score {
  readonly playbook: PlaybookNamed;
  readonly from: string;
  readonly to: string;
  readonly steps: readonly StepScore[];
  readonly parts: Readonly<Record<Part, readonly ScoreOfPart[]>>;
  readonly flags: readonly Flag[];
}

export interface ScorecardInList extends Score {
  readonly playbook: PlaybookNamed;
  /** What its flags found. */
  readonly flags: readonly Pick<Flag, 'kind' | 'finding'>[];
}

/** How one playbook did: what was triggered in these days (a year, unless told otherwise) and what came of it. 404 for an unknown one. */
export function readScorecard(database: Database, actor: Actor, key: string, days: DaysAsked = {}): Promise<Scorecard> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) => scorecardOf(tx, key, days));
}

/** The same inside a transaction. */
export async function scorecardOf(tx: Transaction, key: string, days: DaysAsked, now = new Date()): Promise<Scorecard> {
  const [playbook] = await playbooksNamed(tx, key);
  const { from, to, range } = await rangeAsked(tx, days, now);
  const occasions = await loadOccasions(tx, { ...range, playbookKey: key }, now);
  const titles = await partTitles(tx, occasions);
  const steps = await stepTitles(tx, key);
  const facts = (await loadTriggerFacts(tx, { from, to, playbookKey: key })).get(key) ?? RETIRED;
  return {
    playbook: playbook!,
    from,
    to,
    ...score(occasions),
    steps: scoreSteps(occasions, steps),
    parts: Object.fromEntries(
      PARTS.map((part) => [part, scoreParts(occasions, part, (one) => titles(part, one))]),
    ) as Record<Part, ScoreOfPart[]>,
    flags: findFlags(occasions, steps, facts, (member) => titles('member', member)),
  };
}

/** How all playbooks did, by title. */
export function readScorecards(
  database: Database,
  actor: Actor,
  days: DaysAsked = {},
): Promise<{ from: string; to: string; scorecards: ScorecardInList[] }> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) => scorecardsOf(tx, days));
}

/** The same inside a transaction. */
export async function scorecardsOf(
  tx: Transaction,
  days: DaysAsked,
  now = new Date(),
): Promise<{ from: string; to: string; scorecards: ScorecardInList[] }> {
  const { from, to, range } = await rangeAsked(tx, days, now);
  const all = await loadOccasions(tx, range, now);
  const occasions = Map.groupBy(all, ({ playbookKey }) => playbookKey);
  const titles = await partTitles(tx, all);
  const facts = await loadTriggerFacts(tx, { from, to });
  const playbooks = (await playbooksNamed(tx)).filter(
    ({ key, status }) => status === 'published' || occasions.has(key),
  );
  const scorecards: ScorecardInList[] = [];
  for (const playbook of playbooks) {
    const some = occasions.get(playbook.key) ?? [];
    const steps = some.length === 0 ? [] : await stepTitles(tx, playbook.key);
    const flags = findFlags(some, steps, facts.get(playbook.key) ?? RETIRED, (member) => titles('member', member));
    scorecards.push({ playbook, ...score(some), flags: flags.map(({ kind, finding }) => ({ kind, finding })) });
  }
  return { from, to, scorecards };
}

/** A playbook that is not published starts nothing by itself. */
const RETIRED: TriggerFacts = { startsByItself: false, isForEverybody: false, mornings: 0, eligible: new Set() };

const YEAR = 365;

/** A 400 problem for days that make no range. */
export async function rangeAsked(
  tx: Transaction,
  days: DaysAsked,
  now: Date,
): Promise<{ from: string; to: string; range: OccasionRange }> {
  const { timeZone } = await organisationOf(tx);
  const to = days.to ?? dayOf(now, timeZone);
  const from = days.from ?? isoDate(epochDay(to) - YEAR);
  if (from > to) throw problem(400, `From ${from} to ${to} is no range of days.`);
  const end = startOfDay(isoDate(epochDay(to) + 1), timeZone);
  return { from, to, range: { from: startOfDay(from, timeZone), to: end } };
}

async function playbooksNamed(tx: Transaction, key?: string): Promise<PlaybookNamed[]> {
  const columns = 'select key, title, status, version from playbook where organisation_id = $1';
  if (key !== undefined)
    return [
      await tx.one<PlaybookNamed & Record<string, unknown>>('playbook', `${columns} and key = $2`, [
        tx.organisationId,
        key,
      ]),
    ];
  return tx.query<PlaybookNamed & Record<string, unknown>>(`${columns} order by title, key`, [tx.organisationId]);
}

/** The steps of all versions and variations, those of the newest version first and in its order. */
function stepTitles(tx: Transaction, key: string): Promise<StepNamed[]> {
  return tx.query<StepNamed & Record<string, unknown>>(
    `select id, title from (
       select distinct on (s.value ->> 'id') s.value ->> 'id' as id, s.value ->> 'title' as title, d.version, d.is_own, s.ordinality
       from (select version, definition, false as is_own from playbook_version where organisation_id = $1 and key = $2
             union all
             select playbook_version, definition, true from run
             where organisation_id = $1 and playbook_key = $2 and definition is not null) d,
         jsonb_array_elements(d.definition -> 'steps') with ordinality s
       order by s.value ->> 'id', d.version desc, d.is_own, s.ordinality) named
     order by is_own, version desc, ordinality, id`,
    [tx.organisationId, key],
  );
}

/** What a part of a breakdown is called. */
export async function partTitles(
  tx: Transaction,
  occasions: readonly Occasion[],
): Promise<(part: Part, key: string) => string> {
  const members = await tx.query<{ id: string; name: string }>(
    'select id, name from member where organisation_id = $1 and id = any($2)',
    [tx.organisationId, [...new Set(occasions.flatMap(({ run }) => run?.memberId ?? []))]],
  );
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return (part, key) => {
    if (part === 'version') return `Version ${key}`;
    if (part === 'segment') return key || 'No segment';
    return names.get(key) ?? 'Nobody';
  };
}
