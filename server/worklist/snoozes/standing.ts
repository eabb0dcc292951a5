import type { EvidenceClause } from '../../diagnosis/evidence.ts';
import type { Unit } from '../../expressions/declaration.ts';
import { isOrder } from '../../expressions/predicate.ts';
import type { Band, HealthModel } from '../../health/health-model.ts';

/** How an item of My day and its account stand at a moment. Null is unknown. */
export interface Standing {
  readonly health: { readonly band: Band | null; readonly score: number | null };
  /** All that are open for the account. */
  readonly situations: readonly { readonly id: string; readonly title: string; readonly isTrouble: boolean }[];
  readonly escalations: readonly { readonly id: string; readonly number: number; readonly level: number }[];
  /** What the clauses of the situation behind the item read, by their text. */
  readonly values: Readonly<Record<string, number | null>>;
  /** For a task: when it is due, an ISO instant, and whether that has passed. */
  readonly dueAt: string | null;
  readonly isOverdue: boolean;
  /** For a task of a run: why the run is stuck; null when it is not. */
  readonly isOfRun: boolean;
  readonly stuck: string | null;
}

/** A value that made the situation true, and the value from which on it is worse: `limit` and everything beyond it. */
export interface Measure {
  readonly text: string;
  readonly title: string;
  readonly unit: Unit;
  readonly value: number;
  readonly limit: number;
  readonly side: 'up' | 'down';
}

/** What was noted when an item was put aside, and is kept: everything that "worse" is held against. */
export type Baseline = Omit<Standing, 'values'> & {
  /** A fall of the score by so many points is worse. */
  readonly scoreFall: number;
  readonly measures: readonly Measure[];
};

/** A value is worse when it has moved on by this share of itself, or of its threshold where that is larger. */
const SHARE = 0.2;
/** The least fall of the score that anybody should be called back for. */
const LEAST_FALL = 5;

const COUNTED: ReadonlySet<Unit> = new Set(['count', 'days', 'seats']);
/** How fine shares are shown, and so are told apart. */
const HUNDREDTHS: ReadonlySet<Unit> = new Set(['ratio', 'share']);

/** What only the calendar moves: nothing has happened when it does. */
const OF_CALENDAR =
  /\b(?:renewal\.days_left|onboarding\.days|account\.(?:age_days|stage_days|days_since_won)|\w+\.days_since_first)\b/;
/** Families of signals of which more is better, but for days, and of which less is. */
const MORE_IS_BETTER = /\b(?:usage|account|contacts|opportunities)\./;
const LESS_IS_BETTER = /\b(?:tickets|invoices)\./;

type Side = Measure['side'];

/** What to keep of how things stand; `clauses` are those of the situation behind the item. */
export function baselineOf(standing: Standing, clauses: readonly EvidenceClause[], model: HealthModel): Baseline {
  const { values, ...rest } = standing;
  const measures = clauses.flatMap((clause) => measureOf(clause, values[clause.text], model));
  return { ...rest, scoreFall: scoreFallOf(model), measures };
}

/**
 * The fall of the score that is worse, in points: half of the yellow band, 10 in the model that ships. The margin of the bands (2) is what a
 * score may flicker; a fall by half a band is what takes an account from the middle of yellow into red.
 */
function scoreFallOf({ green_from, yellow_from, margin }: HealthModel): number {
  return Math.max(LEAST_FALL, 2 * margin, (green_from - yellow_from) / 2);
}

/**
 * Where a clause becomes worse: beyond its value, to the side that its comparison asks for (up for > and >=, down for < and <=), by a fifth. Left
 * out are clauses that ask for something good, such as usage that is stable; health, which has a rule of its own; what the calendar moves, since
 * that was known beforehand; what cannot go further (no usage falls by more than all of it); and what is unknown.
 */
function measureOf(clause: EvidenceClause, value: number | null | undefined, model: HealthModel): Measure[] {
  const { text, title, unit, operator, threshold, signal } = clause;
  if (value == null || !clause.isDecisive || !isOrder(operator) || typeof threshold !== 'number') return [];
  const side = operator === '>' || operator === '>=' ? 'up' : 'down';
  const isKnownBeforehand = unit === 'date' || (unit === 'days' && side === 'down') || OF_CALENDAR.test(text);
  if (isKnownBeforehand || signal?.startsWith('health.') || betterSide(text, unit, model) === side) return [];
  const scale = Math.max(Math.abs(value), Math.abs(threshold));
  const step = COUNTED.has(unit) ? Math.max(1, scale * SHARE) : scale * SHARE;
  if (step === 0) return [];
  const isWhole = Number.isInteger(value) && Number.isInteger(threshold);
  const fineness = HUNDREDTHS.has(unit) ? 100 : isWhole || COUNTED.has(unit) ? 1 : 10;
  const limit = rounded(side === 'up' ? value + step : value - step, side, fineness);
  const least = unit === 'ratio' ? -1 : Math.min(0, value);
  return limit < least ? [] : [{ text, title, unit, value, limit, side }];
}

/** To which side a clause's signal gets better: as the health model has it, else as its family means it; null when nobody has said. */
function betterSide(text: string, unit: Unit, { variants }: HealthModel): Side | null {
  const indicators = variants.flatMap(({ components }) => components.flatMap((component) => component.indicators));
  const points = indicators.find(({ signal }) => text.includes(signal))?.points;
  if (points) return points.at(-1)![1] > points[0]![1] ? 'up' : 'down';
  if (unit !== 'days' && MORE_IS_BETTER.test(text)) return 'up';
  return LESS_IS_BETTER.test(text) ? 'down' : null;
}

/** As it is shown, so that what people read is what holds; away from the value. */
function rounded(limit: number, side: Side, fineness: number): number {
  // Without the dust of binary fractions, which would move it by a whole step.
  const steps = Number((limit * fineness).toPrecision(12));
  return (side === 'up' ? Math.ceil(steps) : Math.floor(steps)) / fineness;
}

/**
 * Whether a situation tells that something is wrong. Not one that a schedule opens, nor one that asks for health in the green band, such as a chance
 * to grow, nor one that only says that a known day comes near, such as a renewal.
 */
export function isTrouble(
  { triggerKind, evidence }: { triggerKind: string; evidence: readonly EvidenceClause[] },
  { green_from }: HealthModel,
): boolean {
  if (triggerKind === 'schedule') return false;
  const decisive = evidence.filter((clause) => clause.isDecisive);
  if (decisive.some((clause) => asksForGreen(clause, green_from))) return false;
  return decisive.length === 0 || decisive.some(({ text, unit }) => unit !== 'date' && !OF_CALENDAR.test(text));
}

function asksForGreen({ signal, operator, threshold }: EvidenceClause, greenFrom: number): boolean {
  if (signal === 'health.band') return operator === '==' && threshold === 'green';
  const isAtLeast = operator === '>' || operator === '>=';
  return signal === 'health.score' && isAtLeast && typeof threshold === 'number' && threshold >= greenFrom;
}
