import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import { type Database, openDatabase } from '../../database/database.ts';
import { dayOf } from '../../lib/days.ts';
import { hashUser } from './hash-user.ts';
import { type ActiveMetric, contribution } from './metric.ts';
import { recordUsage } from './record-usage.ts';
import type { UsageEvent } from './usage-event.ts';

const TIME_ZONE = 'America/Sao_Paulo';
let testDatabase: TestDatabase;
let database: Database;
let organisationId: string;
let sourceId: string;

const work = <Result>(run: (tx: Transaction) => Promise<Result>) =>
  inOrganisation(database, systemActor(organisationId), run);
const record = (events: readonly UsageEvent[]) =>
  work((tx) => recordUsage(tx, events, { sourceId, timeZone: TIME_ZONE }));

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase(testDatabase.connection, testDatabase.secret);
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  const slug = `org-${crypto.randomUUID()}`;
  const { rows } = await database.worker.query(
    `insert into organisation (slug, name, time_zone, currency) values ($1, 'Ypê', $2, 'BRL') returning organisation_id`,
    [slug, TIME_ZONE],
  );
  organisationId = rows[0].organisation_id;
  sourceId = await work(async (tx) => {
    const [row] = await tx.query<{ id: string }>(
      `insert into source (organisation_id, name, kind) values ($1, 'app', 'tracking') returning id`,
      [organisationId],
    );
    return row!.id;
  });
});

const event = (fields: Partial<UsageEvent> = {}): UsageEvent => ({
  messageId: crypto.randomUUID(),
  accountSlot: 3,
  event: 'Report Exported',
  userKey: 'ada',
  occurredAt: new Date('2025-03-01T12:00:00Z'),
  properties: null,
  ...fields,
});

const METRICS: ActiveMetric[] = [
  { key: 'logins', number: 1, event: 'Login', filterProperty: null, filterValue: null, sumProperty: null },
  { key: 'pages', number: 2, event: 'Export', filterProperty: null, filterValue: null, sumProperty: 'pages' },
  { key: 'pdf', number: 3, event: null, filterProperty: 'format', filterValue: 'pdf', sumProperty: null },
];

const defineMetrics = () =>
  work((tx) =>
    tx.execute(
      `insert into metric (organisation_id, key, number, title, event, filter_property, filter_value, sum_property)
       select $1, key, number, key, event, "filterProperty", "filterValue", "sumProperty"
       from jsonb_to_recordset($2) as m (key text, number int, event text, "filterProperty" text, "filterValue" text, "sumProperty" text)`,
      [organisationId, JSON.stringify(METRICS)],
    ),
  );

const rollups = () =>
  work(async (tx) => ({
    days: (
      await tx.query<{ row: string }>(
        `select account_slot || ' ' || metric || ' ' || day || ' ' || amount as row from usage_day where organisation_id = $1`,
        [organisationId],
      )
    )
      .map(({ row }) => row)
      .sort(),
    users: (
      await tx.query<{ row: string }>(
        `select account_slot || ' ' || day || ' ' || user_hash as row from usage_user_day where organisation_id = $1`,
        [organisationId],
      )
    )
      .map(({ row }) => row)
      .sort(),
    stale: (
      await tx.query<{ row: string }>(`select day || ' ' || block as row from usage_stale where organisation_id = $1`, [
        organisationId,
      ])
    )
      .map(({ row }) => row)
      .sort(),
  }));

/** Counted in the plainest way: event by event, the first of each message id. */
function naive(batches: readonly (readonly UsageEvent[])[]) {
  const seen = new Set<string>();
  const days = new Map<string, number>();
  const users = new Set<string>();
  const stale = new Set<string>();
  for (const event of batches.flat()) {
    if (seen.has(event.messageId)) continue;
    seen.add(event.messageId);
    if (event.accountSlot === null) continue;
    const day = dayOf(event.occurredAt, TIME_ZONE);
    const add = (metric: number, amount: number) => {
      const key = `${event.accountSlot} ${metric} ${day}`;
      days.set(key, (days.get(key) ?? 0) + amount);
    };
    add(0, 1);
    for (const metric of METRICS) {
      const amount = contribution(metric, event.event, event.properties);
      if (amount !== null) add(metric.number, amount);
    }
    if (event.userKey !== null) users.add(`${event.accountSlot} ${day} ${hashUser(event.userKey)}`);
    stale.add(`${day} ${Math.floor(event.accountSlot / 4096)}`);
  }
  return {
    days: [...days].map(([key, amount]) => `${key} ${amount}`).sort(),
    users: [...users].sort(),
    stale: [...stale].sort(),
  };
}

describe('recording usage', () => {
  it('counts each message id of a source once', async () => {
    const twice = event();
    expect(await record([twice, event(), twice])).toEqual({ inserted: 2, duplicates: 1, accountSlots: [3] });
    expect(await record([twice])).toEqual({ inserted: 0, duplicates: 1, accountSlots: [] });
    expect((await rollups()).days).toEqual(['3 0 2025-03-01 2']);
  });

  it('counts on the day of the organisation', async () => {
    await record([
      event({ occurredAt: new Date('2025-03-01T02:59:59Z') }),
      event({ occurredAt: new Date('2025-03-01T03:00:00Z') }),
    ]);
    expect((await rollups()).days).toEqual(['3 0 2025-02-28 1', '3 0 2025-03-01 1']);
  });

  it('keeps texts that PostgreSQL refuses, without what it refuses', async () => {
    await record([event({ event: 'a\u0000b', userKey: '\ud800', properties: { 'k\u0000': ['\udfff', '\\u0000'] } })]);
    const [row] = await work((tx) =>
      tx.query(`select event, user_key, properties from usage_event where organisation_id = $1`, [organisationId]),
    );
    expect(row).toEqual({ event: 'a\ufffdb', user_key: '\ufffd', properties: { 'k\ufffd': ['\ufffd', '\\u0000'] } });
  });

  it('is undone with its transaction', async () => {
    await expect(
      work(async (tx) => {
        await recordUsage(tx, [event()], { sourceId, timeZone: TIME_ZONE });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await rollups()).toEqual({ days: [], users: [], stale: [] });
  });

  it('lets writers with the same events in another order pass', async () => {
    await defineMetrics();
    const events = Array.from({ length: 200 }, (_, n) =>
      event({ accountSlot: n % 20, messageId: `m${n}`, event: 'Login' }),
    );
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => record([...events.slice(n * 20), ...events.slice(0, n * 20)].reverse())),
    );
    expect(results.reduce((sum, result) => sum + result.inserted, 0)).toBe(200);
    expect(await rollups()).toEqual(naive([events]));
  });

  it('equals a naive count, for any events in any batches', async () => {
    await defineMetrics();
    const anyEvent = fc.record({
      messageId: fc.integer({ min: 0, max: 40 }).map((n) => `m${n}`),
      accountSlot: fc.option(fc.constantFrom(0, 1, 4095, 4096, 70_000)),
      event: fc.constantFrom('Login', 'Export', 'Other'),
      userKey: fc.option(fc.constantFrom('ada', 'bob', 'Zoë 🦊')),
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
    await fc.assert(
      fc
        .asyncProperty(fc.array(fc.array(anyEvent, { maxLength: 15 }), { maxLength: 6 }), async (batches) => {
          for (const batch of batches) await record(batch);
          expect(await rollups()).toEqual(naive(batches));
        })
        .beforeEach(async () => {
          await work(async (tx) => {
            for (const table of ['usage_event', 'usage_day', 'usage_user_day', 'usage_stale'])
              await tx.execute(`delete from ${table} where organisation_id = $1`, [organisationId]);
          });
        }),
      { numRuns: 40 },
    );
  });
});
