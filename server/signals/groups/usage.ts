import type { SignalDeclaration } from '../../expressions/declaration.ts';
import type { EpochDay } from '../../lib/days.ts';
import type { ColumnOf, FactScope, MetricDefinition, SignalGroup } from '../signal-group.ts';
import type { ActiveRows } from '../usage/active-rows.ts';
import { continued, readCarry, type UsageCarry } from '../usage/carry-usage.ts';
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

  async load(scope) {
    // The windows of the first day reach 90 days back; what lies before has been added up.
    const carry = scope.rows.only ? null : await readCarry(scope, scope.days[0]! - 90, scope.rows.count);
    const totals = new TotalsByMetric(scope, carry);
    const users: ActiveUsers[] = [];
    const reader: UsageReader = {
      onAmounts: (metric, day, firstRow, active) => totals.add(metric, day, firstRow, active),
      onUsers: (active) => users.push(active),
    };
    if (scope.rows.only) await readUsageOfSome(scope, reader);
    else await readUsageOfAll(scope, carry?.until ?? null, reader);
    return (day, column) => {
      const all = totals.of(ALL_EVENTS, day);
      deriveMeasure('usage', all, all, column);
      for (const metric of scope.metrics)
        deriveMeasure(`metric.${metric.key}`, totals.of(metric.number, day), all, column);
      deriveFeatures(scope.metrics, totals, all, column);
      deriveUsers(countUsers(users, day, scope.rows.count), all, column);
    };
  },
};

class TotalsByMetric {
  readonly #totals = new Map<number, UsageTotals[]>();
  readonly #days: readonly EpochDay[];

  constructor({ days, metrics, rows }: FactScope, carry: UsageCarry | null) {
    this.#days = days;
    for (const metric of [ALL_EVENTS, ...metrics.map((one) => one.number)])
      this.#totals.set(
        metric,
        days.map((day) => continued(carry?.totals.get(metric), day, rows.count)),
      );
  }

  add(metric: number, day: EpochDay, firstRow: number, active: ActiveRows): void {
    for (const totals of this.#totals.get(metric) ?? []) addDay(totals, day, firstRow, active);
  }

  of(metric: number, day: EpochDay): UsageTotals {
    return this.#totals.get(metric)![this.#days.indexOf(day)]!;
  }
}

/**
 * The signals of one measure. They are unknown for an account of which no event was ever seen: its usage may not be tracked at all.
 * The trend is the slope of a least-squares line through the last 90 days, times 28 days, over the mean a day.
 */
function deriveMeasure(prefix: string, totals: UsageTotals, all: UsageTotals, column: ColumnOf): void {
  const write = (name: string) => column(`${prefix}.${name}`);
  const events7 = write('events_7d');
  const events28 = write('events_28d');
  const events90 = write('events_90d');
  const days7 = write('active_days_7d');
  const days28 = write('active_days_28d');
  const days90 = write('active_days_90d');
  const total = write('active_days_total');
  const change = write('change_28d');
  const trend = write('trend_90d');
  const sinceLast = write('days_since_last');
  const sinceFirst = write('days_since_first');
  for (let row = 0; row < events7.length; row++) {
    if (Number.isNaN(all.first[row]!)) continue;
    events7[row] = totals.amount7[row]!;
    events28[row] = totals.amount28[row]!;
    events90[row] = totals.amount90[row]!;
    days7[row] = totals.days7[row]!;
    days28[row] = totals.days28[row]!;
    days90[row] = totals.days90[row]!;
    total[row] = totals.daysTotal[row]!;
    sinceLast[row] = totals.day - totals.last[row]!;
    sinceFirst[row] = totals.day - totals.first[row]!;
    const before = totals.amountBefore28[row]!;
    if (before >= LEAST_EVENTS_TO_COMPARE && all.first[row]! <= totals.day - 56)
      change[row] = totals.amount28[row]! / before - 1;
    const amount = totals.amount90[row]!;
    if (amount >= LEAST_EVENTS_FOR_TREND && all.first[row]! <= totals.day - TREND_DAYS) {
      const slope = (TREND_MEAN_AGE * amount - totals.aged90[row]!) / TREND_SPREAD;
      trend[row] = (slope * 28) / (amount / TREND_DAYS);
    }
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
