import type { SignalDeclaration } from '../../expressions/declaration.ts';
import type { EpochDay } from '../../lib/days.ts';
import { type ColumnOf, type FactScope, isWanted, type MetricDefinition, type SignalGroup } from '../signal-group.ts';
import type { ActiveRows } from '../usage/active-rows.ts';
import { continued, readCarry, type UsageCarry } from '../usage/carry-usage.ts';
import { MovingTotals, type WindowsNeeded } from '../usage/moving-totals.ts';
import { MovingUsers } from '../usage/moving-users.ts';
import { readUsageOfAll, readUsageOfSome, type UsageReader } from '../usage/read-usage.ts';
import { addDay, type UsageTotals } from '../usage/usage-totals.ts';
import { type ActiveUsers, countUsers, type UserCounts } from '../usage/user-counts.ts';

/** Fewer than this in the window before, and a change says nothing. */
const LEAST_EVENTS_TO_COMPARE = 5;
const LEAST_EVENTS_FOR_TREND = 10;
const LEAST_USERS_TO_COMPARE = 3;

const TREND_DAYS = 90;
/** Sum of squared distances from the mean of 90 consecutive whole numbers: n (n^2 - 1) / 12. */
const TREND_SPREAD = (TREND_DAYS * (TREND_DAYS ** 2 - 1)) / 12;
const TREND_MEAN_AGE = (TREND_DAYS + 1) / 2;

/** The number under which all events together are counted. */
export const ALL_EVENTS = 0;

/** Usage of the product: all events together (`usage.`), and each of the organisation's metrics (`metric.<key>.`). */
export const usageGroup: SignalGroup = {
  name: 'usage',
  declare: ({ metrics }) => [
    ...declareMeasure('usage', 'events', 'events'),
    ...declareUsers(),
    ...metrics.flatMap((metric) =>
      declareMeasure(`metric.${metric.key}`, metric.title.toLowerCase(), metric.isSum ? 'amount' : 'events'),
    ),
  ],

  readsFor: (signal) => (signal === 'usage.seat_share' ? ['account.seats'] : []),

  async load(scope) {
    const metrics = metricsWanted(scope);
    const numbers = [ALL_EVENTS, ...metrics.map((one) => one.number)];
    // The windows of the first day reach 90 days back; what lies before has been added up.
    const carry = scope.rows.only ? null : await readCarry(scope, scope.days[0]! - 90, scope.rows.count);
    const totals = scope.days.length > MANY_DAYS ? movingTotals(scope, metrics, carry) : sums(scope, numbers, carry);
    const active: ActiveUsers[] = [];
    const reader: UsageReader = {
      metrics: numbers,
      withUsers: USERS_SIGNALS.some((signal) => isWanted(scope, signal)),
      onAmounts: totals.add,
      onUsers: (some) => active.push(some),
    };
    if (scope.rows.only) await readUsageOfSome(scope, reader);
    else await readUsageOfAll(scope, carry?.until ?? null, reader);
    const usersOn = scope.days.length > MANY_DAYS ? movingUsers(active, scope) : usersCounted(active, scope);
    return (day, column) => {
      const all = totals.of(ALL_EVENTS, day);
      const usage = { all, unseen: rowsUnseen(all) };
      deriveMeasure('usage', all, usage, column, wantedOf(scope, 'usage'));
      for (const { key, number } of metrics)
        deriveMeasure(`metric.${key}`, totals.of(number, day), usage, column, wantedOf(scope, `metric.${key}`));
      if (isWanted(scope, 'usage.features_28d')) deriveFeatures(metrics, totals, all, column);
      if (reader.withUsers) deriveUsers(usersOn(day), all, column);
    };
  },
};

const USERS_SIGNALS = declareUsers()
  .map(({ name }) => name)
  .filter((name) => name !== 'usage.features_28d');

/** With more days than these, totals move from day to day; with fewer, each day is added up by itself. */
const MANY_DAYS = 40;

function metricsWanted(scope: FactScope): readonly MetricDefinition[] {
  if (isWanted(scope, 'usage.features_28d')) return scope.metrics;
  return scope.metrics.filter(({ key }) =>
    [...(scope.wanted ?? [])].some((signal) => signal.startsWith(`metric.${key}.`)),
  );
}

/** Totals by metric and day, from what was active. */
interface TotalsByMetric {
  add(metric: number, day: EpochDay, firstRow: number, active: ActiveRows): void;
  of(metric: number, day: EpochDay): UsageTotals;
}

function sums({ days, rows }: FactScope, metrics: readonly number[], carry: UsageCarry | null): TotalsByMetric {
  const totals = new Map(
    metrics.map((metric) => [metric, days.map((day) => continued(carry?.totals.get(metric), day, rows.count))]),
  );
  return {
    add(metric, day, firstRow, active) {
      for (const one of totals.get(metric) ?? []) addDay(one, day, firstRow, active);
    },
    of: (metric, day) => totals.get(metric)![days.indexOf(day)]!,
  };
}

function movingTotals(
  scope: FactScope,
  metrics: readonly MetricDefinition[],
  carry: UsageCarry | null,
): TotalsByMetric {
  const moving = (number: number, prefix: string) =>
    new MovingTotals(scope.rows.count, carry, number, windowsNeeded(scope, prefix));
  const totals = new Map([
    [ALL_EVENTS, moving(ALL_EVENTS, 'usage')],
    ...metrics.map(({ number, key }) => [number, moving(number, `metric.${key}`)] as const),
  ]);
  return {
    add: (metric, day, firstRow, active) => totals.get(metric)?.add(day, firstRow, active),
    of: (metric, day) => totals.get(metric)!.moveTo(day),
  };
}

/** Whether a signal of a measure is needed, by the last part of its name. */
function wantedOf(scope: FactScope, prefix: string): (name: string) => boolean {
  return (name) => isWanted(scope, `${prefix}.${name}`);
}

function windowsNeeded(scope: FactScope, prefix: string): WindowsNeeded {
  const wants = wantedOf(scope, prefix);
  const [change, trend] = [wants('change_28d'), wants('trend_90d')];
  return {
    week: wants('events_7d') || wants('active_days_7d'),
    month: wants('events_28d') || wants('active_days_28d') || change || isWanted(scope, 'usage.features_28d'),
    monthBefore: change,
    quarter: wants('events_90d') || wants('active_days_90d') || trend,
    aged: trend,
  };
}

function usersCounted(active: ActiveUsers[], { rows }: FactScope) {
  return (day: EpochDay) => countUsers(active, day, rows.count);
}

function movingUsers(active: ActiveUsers[], { rows }: FactScope) {
  const users = new MovingUsers(active, rows.count);
  return (day: EpochDay) => users.moveTo(day);
}

/**
 * The signals of one measure. They are unknown for an account of which no event was ever seen: its usage may not be tracked at all.
 * The trend is the slope of a least-squares line through the last 90 days, times 28 days, over the mean a day.
 */
function deriveMeasure(
  prefix: string,
  totals: UsageTotals,
  { all, unseen }: { readonly all: UsageTotals; readonly unseen: Int32Array },
  column: ColumnOf,
  wants: (name: string) => boolean,
): void {
  const copies: readonly (readonly [string, Float64Array])[] = [
    ['events_7d', totals.amount7],
    ['events_28d', totals.amount28],
    ['events_90d', totals.amount90],
    ['active_days_7d', totals.days7],
    ['active_days_28d', totals.days28],
    ['active_days_90d', totals.days90],
    ['active_days_total', totals.daysTotal],
  ];
  const out = (name: string) => column(`${prefix}.${name}`);
  for (const [name, values] of copies) if (wants(name)) copyKnown(values, unseen, out(name));
  if (wants('days_since_last')) daysSince(totals.last, totals.day, out('days_since_last'));
  if (wants('days_since_first')) daysSince(totals.first, totals.day, out('days_since_first'));
  if (wants('change_28d')) deriveChange(totals, all, out('change_28d'));
  if (wants('trend_90d')) deriveTrend(totals, all, out('trend_90d'));
}

/** The rows of accounts of which no event was ever seen. */
function rowsUnseen({ first }: UsageTotals): Int32Array {
  const unseen = new Int32Array(first.length);
  let count = 0;
  for (let row = 0; row < first.length; row++) if (Number.isNaN(first[row]!)) unseen[count++] = row;
  return unseen.subarray(0, count);
}

function copyKnown(values: Float64Array, unseen: Int32Array, out: Float64Array): void {
  out.set(values);
  for (let i = 0; i < unseen.length; i++) out[unseen[i]!] = Number.NaN;
}

/** Unknown where there was no such day. */
function daysSince(days: Float64Array, day: EpochDay, out: Float64Array): void {
  for (let row = 0; row < out.length; row++) out[row] = day - days[row]!;
}

function deriveChange({ day, amount28, amountBefore28 }: UsageTotals, { first }: UsageTotals, out: Float64Array): void {
  for (let row = 0; row < out.length; row++) {
    const before = amountBefore28[row]!;
    if (before >= LEAST_EVENTS_TO_COMPARE && first[row]! <= day - 56) out[row] = amount28[row]! / before - 1;
  }
}

function deriveTrend({ day, amount90, aged90 }: UsageTotals, { first }: UsageTotals, out: Float64Array): void {
  for (let row = 0; row < out.length; row++) {
    const amount = amount90[row]!;
    if (!(amount >= LEAST_EVENTS_FOR_TREND && first[row]! <= day - TREND_DAYS)) continue;
    const slope = (TREND_MEAN_AGE * amount - aged90[row]!) / TREND_SPREAD;
    out[row] = (slope * 28) / (amount / TREND_DAYS);
  }
}

function deriveFeatures(
  metrics: readonly MetricDefinition[],
  totals: TotalsByMetric,
  all: UsageTotals,
  column: ColumnOf,
): void {
  if (metrics.length === 0) return;
  const features = column('usage.features_28d');
  for (let row = 0; row < features.length; row++) if (!Number.isNaN(all.first[row]!)) features[row] = 0;
  for (const metric of metrics) {
    const { amount28 } = totals.of(metric.number, all.day);
    for (let row = 0; row < features.length; row++) if (amount28[row]! > 0) features[row]!++;
  }
}

/** Users are unknown for an account whose events never named one. */
function deriveUsers(counts: UserCounts, all: UsageTotals, column: ColumnOf): void {
  const users7 = column('usage.users_7d');
  const users28 = column('usage.users_28d');
  const change = column('usage.users_change_28d');
  const share = column('usage.seat_share');
  const seats = column('account.seats');
  for (let row = 0; row < users7.length; row++) {
    const isKnown = counts.users28[row]! > 0 || counts.usersBefore28[row]! > 0;
    if (!isKnown) continue;
    users7[row] = counts.users7[row]!;
    users28[row] = counts.users28[row]!;
    const before = counts.usersBefore28[row]!;
    if (before >= LEAST_USERS_TO_COMPARE && all.first[row]! <= all.day - 56)
      change[row] = counts.users28[row]! / before - 1;
    if (seats[row]! > 0) share[row] = counts.users28[row]! / seats[row]!;
  }
}

function declareMeasure(prefix: string, noun: string, what: 'events' | 'amount'): SignalDeclaration[] {
  const number = (name: string, unit: SignalDeclaration['unit'], title: string): SignalDeclaration => ({
    name: `${prefix}.${name}`,
    type: 'number',
    unit,
    title,
    from: what === 'events' ? `usage events (${noun})` : `a property of usage events (${noun})`,
  });
  return [
    number('events_7d', 'count', `${noun} in the last 7 days`),
    number('events_28d', 'count', `${noun} in the last 28 days`),
    number('events_90d', 'count', `${noun} in the last 90 days`),
    number('active_days_7d', 'count', `days with ${noun} in the last 7 days`),
    number('active_days_28d', 'count', `days with ${noun} in the last 28 days`),
    number('active_days_90d', 'count', `days with ${noun} in the last 90 days`),
    number('active_days_total', 'count', `days with ${noun} ever`),
    number('change_28d', 'ratio', `${noun} in four weeks`),
    number('trend_90d', 'ratio', `the trend of ${noun} over 90 days`),
    number('days_since_last', 'days', prefix === 'usage' ? 'days since last activity' : `days since the last ${noun}`),
    number(
      'days_since_first',
      'days',
      prefix === 'usage' ? 'days since first activity' : `days since the first ${noun}`,
    ),
  ];
}

function declareUsers(): SignalDeclaration[] {
  const from = 'usage events that name a user';
  return [
    { name: 'usage.users_7d', type: 'number', unit: 'count', title: 'people active in the last 7 days', from },
    { name: 'usage.users_28d', type: 'number', unit: 'count', title: 'people active in the last 28 days', from },
    {
      name: 'usage.users_change_28d',
      type: 'number',
      unit: 'ratio',
      title: 'people active in four weeks',
      from,
    },
    {
      name: 'usage.seat_share',
      type: 'number',
      unit: 'share',
      title: 'seats used in the last 28 days',
      from: `${from}, and the seats sold`,
    },
    {
      name: 'usage.features_28d',
      type: 'number',
      unit: 'count',
      title: 'features used in the last 28 days',
      from: 'the metrics of this organisation',
    },
  ];
}
