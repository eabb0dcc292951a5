import { BANDS, type Band } from '../../health/health-model.ts';
import type { Baseline, Measure, Standing } from './standing.ts';

/** One thing that has become worse since an item was put aside. */
export type Worsening =
  | { readonly kind: 'health_fell'; readonly from: Standing['health']; readonly to: Standing['health'] }
  | { readonly kind: 'situation_opened'; readonly title: string }
  | { readonly kind: 'escalated'; readonly number: number; readonly from: number | null; readonly level: number }
  | { readonly kind: 'value_moved'; readonly measure: Measure; readonly value: number }
  | { readonly kind: 'overdue'; readonly dueAt: string }
  | { readonly kind: 'stuck'; readonly because: string };

/**
 * What is worse now than it was when the item was put aside; nothing when all of it is as it was, better, or unknown. Worse is:
 *
 * - health in a lower band, or a score lower by `scoreFall` points or more;
 * - a situation that tells of trouble and was not open then;
 * - an escalation that was not open then, or is at a higher level;
 * - a value that made the situation true and has reached the limit set then;
 * - for a task: its due date has passed, or its run is stuck, and neither was so then.
 *
 * What is unknown on either side is not worse. What had become better in between is held against the day of the snooze all the same.
 */
export function whatGotWorse(baseline: Baseline, now: Standing): Worsening[] {
  const known = new Set(baseline.situations.map(({ id }) => id));
  const levels = new Map(baseline.escalations.map(({ id, level }) => [id, level]));
  return [
    ...healthFell(baseline, now),
    ...now.situations
      .filter(({ id, isTrouble }) => isTrouble && !known.has(id))
      .map(({ title }) => ({ kind: 'situation_opened' as const, title })),
    ...now.escalations
      .map(({ id, number, level }) => ({ kind: 'escalated' as const, number, from: levels.get(id) ?? null, level }))
      .filter(({ from, level }) => from === null || level > from),
    ...baseline.measures.flatMap((measure) => valueMoved(measure, now.values[measure.text] ?? null)),
    ...(now.isOverdue && !baseline.isOverdue && now.dueAt !== null
      ? [{ kind: 'overdue' as const, dueAt: now.dueAt }]
      : []),
    ...(now.stuck !== null && baseline.stuck === null ? [{ kind: 'stuck' as const, because: now.stuck }] : []),
  ];
}

function healthFell({ health: from, scoreFall }: Baseline, { health: to }: Standing): Worsening[] {
  const isLower = from.band !== null && to.band !== null && rankOf(to.band) < rankOf(from.band);
  const hasFallen = from.score !== null && to.score !== null && from.score - to.score >= scoreFall;
  return isLower || hasFallen ? [{ kind: 'health_fell', from, to }] : [];
}

function valueMoved(measure: Measure, value: number | null): Worsening[] {
  if (value === null) return [];
  const isBeyond = measure.side === 'up' ? value >= measure.limit : value <= measure.limit;
  return isBeyond ? [{ kind: 'value_moved', measure, value }] : [];
}

function rankOf(band: Band): number {
  return BANDS.indexOf(band);
}
