import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countNaively, createUsageWorld, type UsageWorld } from '../../../test/usage.ts';
import { systemActor } from '../../context/actor.ts';
import { archiveMetric } from './archive-metric.ts';
import { attributeEvents } from './attribute-events.ts';
import { defineMetric } from './define-metric.ts';
import type { ActiveMetric } from './metric.ts';
import { recordUsage } from './record-usage.ts';
import { recountMetric } from './recount-metric.ts';
import { recountUsage } from './recount-usage.ts';
import { removeUsage } from './remove-usage.ts';
import type { UsageEvent } from './usage-event.ts';

/** Whatever is done to usage in whatever order, the rollups equal a plain count of the events that are there. */

let world: UsageWorld;
beforeAll(async () => {
  world = await createUsageWorld('America/Sao_Paulo');
});
afterAll(() => world.close());

const METRICS: ActiveMetric[] = [
  { key: 'logins', number: 1, event: 'Login', filterProperty: null, filterValue: null, sumProperty: null },
  { key: 'pages', number: 2, event: 'Export', filterProperty: null, filterValue: null, sumProperty: 'pages' },
  { key: 'pdf', number: 3, event: null, filterProperty: 'format', filterValue: 'pdf', sumProperty: null },
];
const IMPORTS = [crypto.randomUUID(), crypto.randomUUID()];
const USERS = ['ada', 'bob', 'Zoë 🦊'];

const event: fc.Arbitrary<UsageEvent> = fc.record({
  messageId: fc.integer({ min: 0, max: 60 }).map((n) => `m${n}`),
  accountSlot: fc.option(fc.constantFrom(0, 1, 4095, 4096, 70_000)),
  event: fc.constantFrom('Login', 'Export', 'Other'),
  userKey: fc.option(fc.constantFrom(...USERS)),
  // The clock went forward at midnight of 4 November.
  occurredAt: fc.date({ min: new Date('2018-10-30'), max: new Date('2018-11-08'), noInvalidDate: true }),
  properties: fc.option(
    fc.record(
      {
        pages: fc.oneof(fc.integer({ min: -5, max: 50 }), fc.constantFrom('7', '2.5', 'many', null, true)),
        format: fc.constantFrom('pdf', 'csv', 1),
      },
      { requiredKeys: [] },
    ),
  ),
});

type Step =
  | { readonly do: 'record'; readonly events: UsageEvent[]; readonly importId: string | undefined }
  | { readonly do: 'remove'; readonly importId: string }
  | { readonly do: 'define' | 'archive'; readonly metric: ActiveMetric }
  | { readonly do: 'attribute'; readonly userKey: string; readonly accountSlot: number }
  | { readonly do: 'recount' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('record' as const),
      events: fc.array(event, { maxLength: 15 }),
      importId: fc.constantFrom(undefined, ...IMPORTS),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), importId: fc.constantFrom(...IMPORTS) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('define' as const, 'archive' as const),
      metric: fc.constantFrom(...METRICS),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('attribute' as const),
      userKey: fc.constantFrom(...USERS),
      accountSlot: fc.constantFrom(1, 9000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recount' as const) }) },
);

type Known = UsageEvent & { importId: string | undefined };

/** What the steps should lead to, without a database. */
class Model {
  events: Known[] = [];
  metrics = new Map<string, ActiveMetric>();
  numbers = new Map<string, number>();

  take(step: Step): void {
    if (step.do === 'record') {
      for (const event of step.events)
        if (!this.events.some(({ messageId }) => messageId === event.messageId))
          this.events.push({ ...event, importId: step.importId });
    } else if (step.do === 'remove') {
      this.events = this.events.filter(({ importId }) => importId !== step.importId);
    } else if (step.do === 'attribute') {
      this.events = this.events.map((event) =>
        event.accountSlot === null && event.userKey === step.userKey
          ? { ...event, accountSlot: step.accountSlot }
          : event,
      );
    } else if (step.do === 'archive') {
      this.metrics.delete(step.metric.key);
    } else if (step.do === 'define') {
      const number = this.numbers.get(step.metric.key) ?? this.numbers.size + 1;
      this.numbers.set(step.metric.key, number);
      this.metrics.set(step.metric.key, { ...step.metric, number });
    }
  }
}

async function take(step: Step, isCounted: (key: string) => boolean): Promise<void> {
  const { database, timeZone, sourceId, organisationId } = world;
  const actor = systemActor(organisationId);
  if (step.do === 'record') {
    const { events, importId } = step;
    await world.work((tx) => recordUsage(tx, events, { sourceId, timeZone, ...(importId && { importId }) }));
  } else if (step.do === 'remove') {
    await removeUsage(database, actor, step.importId);
  } else if (step.do === 'attribute') {
    await world.work((tx) => attributeEvents(tx, sourceId, [step], { timeZone }));
  } else if (step.do === 'recount') {
    await recountUsage(database, actor);
  } else if (step.do === 'define') {
    const { key, event, filterProperty, filterValue, sumProperty } = step.metric;
    const filter = filterProperty === null ? null : { property: filterProperty, value: filterValue! };
    await defineMetric(database, actor, { key, title: key, event, filter, sum: sumProperty });
    await recountMetric(database, actor, key);
  } else if (isCounted(step.metric.key)) {
    await archiveMetric(database, actor, step.metric.key);
    await recountMetric(database, actor, step.metric.key);
  }
}

describe('usage', () => {
  it('is rolled up as a plain count of what is there', async () => {
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
          const model = new Model();
          for (const step of steps) {
            await take(step, (key) => model.metrics.has(key));
            model.take(step);
          }
          const { days, users, stale } = await world.rollups();
          const expected = countNaively(model.events, [...model.metrics.values()], world.timeZone);
          expect({ days, users }).toEqual({ days: expected.days, users: expected.users });
          expect(stale).toEqual(expect.arrayContaining(expected.stale));
        })
        .beforeEach(() => world.startAnew()),
      { numRuns: 60 },
    );
  });

  it('is right when events arrive while a metric is being added and an import taken back', async () => {
    await world.startAnew();
    const { database, timeZone, sourceId } = world;
    const actor = systemActor(world.organisationId);
    const at = (n: number) => new Date(Date.UTC(2025, 2, 1, 12) + (n % 5) * 86_400_000);
    const events = Array.from(
      { length: 3000 },
      (_, n): Known => ({
        messageId: `m${n}`,
        accountSlot: n % 37,
        event: 'Login',
        userKey: `u${n % 11}`,
        occurredAt: at(n),
        properties: null,
        importId: n % 3 === 0 ? IMPORTS[0] : undefined,
      }),
    );
    const record = (some: Known[], importId?: string) =>
      world.work((tx) => recordUsage(tx, some, { sourceId, timeZone, ...(importId && { importId }) }));
    await record(
      events.filter(({ importId }) => importId),
      IMPORTS[0],
    );
    const rest = events.filter(({ importId }) => !importId);
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let from = 0; from < 500; from += 25)
        await record(rest.slice(writer * 500 + from, writer * 500 + from + 25));
    });
    const changes = (async () => {
      const { event, filterProperty: filter } = METRICS[0]!;
      await defineMetric(database, actor, { key: 'logins', title: 'Logins', event, filter: filter as null });
      await Promise.all([recountMetric(database, actor, 'logins'), removeUsage(database, actor, IMPORTS[0]!)]);
      await recountUsage(database, actor);
    })();
    await Promise.all([...writers, changes]);
    const { days, users } = await world.rollups();
    const expected = countNaively(rest, [METRICS[0]!], timeZone);
    expect({ days, users }).toEqual({ days: expected.days, users: expected.users });
  });
});
