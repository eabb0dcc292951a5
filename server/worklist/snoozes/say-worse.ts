import { type FormatOptions, formatValue } from '../../expressions/format-value.ts';
import { measure as beside, change, verb } from '../../expressions/predicate.ts';
import { sayInstant } from '../../lib/calendar/due-date.ts';
import type { Worsening } from './got-worse.ts';
import type { Baseline, Measure, Standing } from './standing.ts';

/** What words need to know of the organisation. */
export interface SnoozeWords {
  readonly currency: string;
  readonly timeZone: string;
}

/** What got worse as one sentence, without capital and full stop: 'health fell from 62 to 48, red now; escalation #7 was opened'. */
export function sayWorsenings(worsenings: readonly Worsening[], words: SnoozeWords): string {
  return worsenings.map((one) => sayWorsening(one, words)).join('; ');
}

function sayWorsening(one: Worsening, words: SnoozeWords): string {
  switch (one.kind) {
    case 'health_fell':
      return sayFall(one.from, one.to);
    case 'situation_opened':
      return `a further situation opened: ${one.title}`;
    case 'escalated':
      return one.from === null
        ? `escalation #${one.number} was opened at level ${one.level}`
        : `escalation #${one.number} rose from level ${one.from} to level ${one.level}`;
    case 'value_moved':
      return `${one.measure.title} went from ${shown(one.measure, one.measure.value, words)} to ${shown(one.measure, one.value, words)}`;
    case 'overdue':
      return `it was due ${sayInstant(new Date(one.dueAt), words.timeZone, null)}`;
    case 'stuck':
      return `its run is stuck: ${one.because.replace(/\.$/, '')}`;
  }
}

function sayFall(from: Standing['health'], to: Standing['health']): string {
  const band = to.band !== null && to.band !== from.band ? to.band : null;
  if (from.score === null || to.score === null || Math.round(to.score) >= Math.round(from.score))
    return `health became ${band} (it was ${from.band})`;
  return `health fell from ${Math.round(from.score)} to ${Math.round(to.score)}${band === null ? '' : `, ${band} now`}`;
}

/** What would bring an item back, one line each: 'days since last activity is 63 or more (52 now)'. */
export function sayLimits(baseline: Baseline, words: SnoozeWords): string[] {
  const { health, scoreFall, measures, dueAt, isOverdue, isOfRun, stuck } = baseline;
  return [
    ...(health.score === null ? [] : [`health falls by ${scoreFall} points or more (${sayHealth(health)} now)`]),
    ...(health.band === null || health.band === 'red' ? [] : ['health falls into a lower band']),
    'a further situation opens on the account, other than a chance to grow or a date that was known',
    'something is escalated on the account, or an escalation rises',
    ...measures.map((one) => `${one.title} ${sayLimit(one, words)}`),
    ...(dueAt === null || isOverdue ? [] : [`it falls due (${sayInstant(new Date(dueAt), words.timeZone, null)})`]),
    ...(isOfRun && stuck === null ? ['its run gets stuck'] : []),
  ];
}

function sayLimit(one: Measure, words: SnoozeWords): string {
  const now = `(${shown(one, one.value, words)} now)`;
  const isDown = one.side === 'down';
  if (one.unit === 'ratio' && one.limit !== 0 && isDown === one.limit < 0)
    return `${change(isDown ? '<=' : '>=', one.limit).verb} ${now}`;
  return `${verb(one.title, one.unit)} ${shown(one, one.limit, words)} or ${isDown ? 'less' : 'more'} ${now}`;
}

/** How things stood, in short: 'health 62, yellow; 2 situations open; days since last activity 52'. */
export function sayBaseline(baseline: Baseline, words: SnoozeWords): string {
  const { health, situations, escalations, measures } = baseline;
  const open = situations.length;
  return [
    `health ${sayHealth(health)}`,
    ...(open === 0 ? [] : [open === 1 ? '1 situation open' : `${open} situations open`]),
    ...escalations.map(({ number, level }) => `escalation #${number} at level ${level}`),
    ...measures.map((one) => `${one.title} ${shown(one, one.value, words)}`),
  ].join('; ');
}

function sayHealth({ score, band }: Standing['health']): string {
  if (score === null) return band ?? 'unknown';
  return band === null ? `${Math.round(score)}` : `${Math.round(score)}, ${band}`;
}

function shown({ title, unit }: Measure, value: number, { currency }: SnoozeWords): string {
  const options: FormatOptions = { currency };
  return unit === 'ratio' ? formatValue(value, unit, options) : beside(value, unit, title, options);
}
