import type { EpochDay } from '../../lib/days.ts';
import { dayOfDate, type FactScope, fromAccount, fromFacts, type SignalGroup } from '../signal-group.ts';
import { loadFieldChanges } from './account-fields.ts';

/** Under this much ARR a year ago (minor units), a change says nothing. */
const LEAST_ARR_TO_COMPARE = 1;

/**
 * What the account pays: ARR and seats of the subscriptions that run on the day, else what the account's own fields said; the renewal
 * is the earliest of those that lie ahead. Amounts in another currency than the organisation's are unknown.
 */
export const commercialGroup: SignalGroup = {
  name: 'commercial',
  declare: () => [
    {
      name: 'account.arr',
      type: 'number',
      unit: 'money',
      title: 'annual recurring revenue',
      from: 'subscriptions, or the account’s field',
    },
    {
      name: 'account.arr_change_365d',
      type: 'number',
      unit: 'ratio',
      title: 'annual recurring revenue in a year',
      from: 'subscriptions',
    },
    {
      name: 'account.seats',
      type: 'number',
      unit: 'seats',
      title: 'seats sold',
      from: 'subscriptions, or the account’s field',
    },
    {
      name: 'renewal.date',
      type: 'date',
      unit: 'date',
      title: 'renewal date',
      from: 'subscriptions, or the account’s field',
    },
    {
      name: 'renewal.days_left',
      type: 'number',
      unit: 'days',
      title: 'days until the renewal',
      from: 'subscriptions, or the account’s field',
    },
    {
      name: 'renewal.lost_days',
      type: 'number',
      unit: 'days',
      title: 'days since the last subscription ended',
      from: 'subscriptions',
    },
  ],

  async load(scope) {
    const currency = scope.client.escapeLiteral(scope.currency);
    const [changes, fields, subscriptions] = await Promise.all([
      loadFieldChanges(scope, { arr_minor: 'number', seats: 'number', renewal_date: 'date' }),
      scope.read(
        `select a.slot, case when coalesce(a.currency, ${currency}) = ${currency} then a.arr_minor end::float8, a.seats,
         ${dayOfDate('a.renewal_date')}, (coalesce(a.currency, ${currency}) = ${currency})::int ${fromAccount(scope)}`,
        5,
      ),
      scope.read(
        `select a.slot, case when f.currency = ${currency} then f.arr_minor end::float8, f.seats, ${dayOfDate('f.starts_on')},
         ${dayOfDate('f.renews_on')}, ${dayOfDate('f.ended_on')} ${fromFacts('subscription', scope)}`,
        6,
      ),
    ]);
    const isForeign = new Set<number>();
    for (const [i, isOurs] of fields[4]!.entries()) if (isOurs === 0) isForeign.add(scope.rows.rowOf(fields[0]![i]!));
    return (day, column) => {
      const arr = column('account.arr');
      const seats = column('account.seats');
      const renewal = column('renewal.date');
      const change = column('account.arr_change_365d');
      const daysLeft = column('renewal.days_left');
      readFields(fields, scope, arr, seats, renewal);
      changes.overlay('arr_minor', day, arr, (row) => !isForeign.has(row));
      changes.overlay('seats', day, seats, () => true);
      changes.overlay('renewal_date', day, renewal, () => true);
      const now = sumSubscriptions(subscriptions, scope, day);
      const yearAgo = sumSubscriptions(subscriptions, scope, day - 365);
      for (const [row, sum] of now) {
        arr[row] = sum.arr;
        if (sum.seats > 0) seats[row] = sum.seats;
        if (!Number.isNaN(sum.renewsOn)) renewal[row] = sum.renewsOn;
        const before = yearAgo.get(row)?.arr ?? 0;
        if (before >= LEAST_ARR_TO_COMPARE) change[row] = sum.arr / before - 1;
      }
      deriveLost(subscriptions, scope, day, now, column('renewal.lost_days'));
      for (let row = 0; row < renewal.length; row++) daysLeft[row] = renewal[row]! - day;
    };
  },
};

function readFields(
  fields: Float64Array[],
  scope: FactScope,
  arr: Float64Array,
  seats: Float64Array,
  renewal: Float64Array,
): void {
  const [slots, amounts, seatCounts, renewals] = fields;
  for (let i = 0; i < slots!.length; i++) {
    const row = scope.rows.rowOf(slots![i]!);
    if (row < 0) continue;
    arr[row] = amounts![i]!;
    seats[row] = seatCounts![i]!;
    renewal[row] = renewals![i]!;
  }
}

interface SubscriptionSum {
  arr: number;
  seats: number;
  /** The earliest renewal ahead, else the latest that has passed. */
  renewsOn: number;
}

function sumSubscriptions(columns: Float64Array[], scope: FactScope, day: EpochDay): Map<number, SubscriptionSum> {
  const [slots, amounts, seatCounts, starts, renewals, ends] = columns;
  const sums = new Map<number, SubscriptionSum>();
  for (let i = 0; i < slots!.length; i++) {
    const isRunning = starts![i]! < day && !(ends![i]! < day);
    const row = scope.rows.rowOf(slots![i]!);
    if (!isRunning || row < 0) continue;
    const sum = sums.get(row) ?? { arr: 0, seats: 0, renewsOn: Number.NaN };
    sum.arr += amounts![i]!;
    sum.seats += Number.isNaN(seatCounts![i]!) ? 0 : seatCounts![i]!;
    sum.renewsOn = nearerRenewal(sum.renewsOn, renewals![i]!, day);
    sums.set(row, sum);
  }
  return sums;
}

/** Known for accounts that had a subscription and have none that runs. */
function deriveLost(
  [slots, , , , , ends]: Float64Array[],
  scope: FactScope,
  day: EpochDay,
  running: ReadonlyMap<number, SubscriptionSum>,
  lostDays: Float64Array,
): void {
  for (let i = 0; i < slots!.length; i++) {
    const row = scope.rows.rowOf(slots![i]!);
    if (row < 0 || running.has(row) || !(ends![i]! < day)) continue;
    if (!(lostDays[row]! <= day - ends![i]!)) lostDays[row] = day - ends![i]!;
  }
}

function nearerRenewal(a: number, b: number, day: EpochDay): number {
  if (Number.isNaN(a)) return b;
  if (Number.isNaN(b)) return a;
  if (a >= day && b >= day) return Math.min(a, b);
  return Math.max(a, b);
}
