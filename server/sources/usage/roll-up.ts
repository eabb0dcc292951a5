import type { EpochDay } from '../../lib/days.ts';
import { hashUser } from './hash-user.ts';
import { type ActiveMetric, ALL_EVENTS, contribution } from './metric.ts';

/** What a rollup needs to know of an event. */
export interface CountedEvent {
  readonly accountSlot: number | null;
  readonly event: string;
  readonly userKey: string | null;
  readonly occurredAt: Date;
  readonly properties: Readonly<Record<string, unknown>> | null;
}

export interface AccountAndDay {
  readonly accountSlot: number;
  readonly day: EpochDay;
}

/** The usage of one account on one day. */
export interface AccountDay extends AccountAndDay {
  /** By metric number; metrics without a contribution are not there. */
  readonly amounts: Map<number, number>;
  readonly users: Set<number>;
}

export interface Rollup {
  /** Counts an event; one without an account is left out. */
  add(event: CountedEvent): void;
  /**
   * What has been counted, sorted by account and day, "all events" before the metrics: the order in which everybody writes rollups,
   * so that two writers cannot block each other.
   */
  accountDays(): AccountDay[];
}

const DAYS = 2 ** 18;

/** A number for an account and a day. */
export function accountDayKey(accountSlot: number, day: EpochDay): number {
  return accountSlot * DAYS + day;
}

/** Counts events per account, day and metric, and the distinct users per account and day. */
export function createRollup(metrics: readonly ActiveMetric[], dayAt: (milliseconds: number) => EpochDay): Rollup {
  const anyEvent = metrics.filter((metric) => metric.event === null);
  const byEvent = Map.groupBy(
    metrics.filter((metric) => metric.event !== null),
    (metric) => metric.event!,
  );
  const found = new Map<EpochDay, Map<number, AccountDay>>();
  return {
    add(event) {
      if (event.accountSlot === null) return;
      const day = dayAt(event.occurredAt.getTime());
      const ofDay = found.get(day) ?? new Map<number, AccountDay>();
      if (ofDay.size === 0) found.set(day, ofDay);
      let accountDay = ofDay.get(event.accountSlot);
      if (!accountDay) {
        accountDay = { accountSlot: event.accountSlot, day, amounts: new Map(), users: new Set() };
        ofDay.set(event.accountSlot, accountDay);
      }
      add(accountDay.amounts, ALL_EVENTS, 1);
      const named = byEvent.get(event.event);
      if (named) for (const metric of named) addContribution(accountDay, metric, event);
      for (const metric of anyEvent) addContribution(accountDay, metric, event);
      if (event.userKey !== null) accountDay.users.add(hashUser(event.userKey));
    },
    accountDays: () =>
      [...found.values()]
        .flatMap((ofDay) => [...ofDay.values()])
        .sort((a, b) => a.accountSlot - b.accountSlot || a.day - b.day),
  };
}

function addContribution(accountDay: AccountDay, metric: ActiveMetric, event: CountedEvent): void {
  const amount = contribution(metric, event.event, event.properties);
  if (amount !== null) add(accountDay.amounts, metric.number, amount);
}

function add(amounts: Map<number, number>, metric: number, amount: number): void {
  amounts.set(metric, (amounts.get(metric) ?? 0) + amount);
}
