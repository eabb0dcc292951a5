import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countNaively, createUsageWorld, type UsageWorld } from '../../../test/usage.ts';
import { recordUsage } from './record-usage.ts';
import type { UsageEvent } from './usage-event.ts';

let world: UsageWorld;
beforeAll(async () => {
  world = await createUsageWorld('America/Sao_Paulo');
});
afterAll(() => world.close());
beforeEach(() => world.startAnew());

const record = (events: readonly UsageEvent[]) => world.work((tx) => recordUsage(tx, events, world));

const event = (fields: Partial<UsageEvent> = {}): UsageEvent => ({
  messageId: crypto.randomUUID(),
  accountSlot: 3,
  event: 'Report Exported',
  userKey: 'ada',
  occurredAt: new Date('2025-03-01T12:00:00Z'),
  properties: null,
  ...fields,
});

describe('recording usage', () => {
  it('counts each message id of a source once', async () => {
    const twice = event();
    expect(await record([twice, event(), twice])).toMatchObject({ inserted: 2, duplicates: 1, accountSlots: [3] });
    expect(await record([twice])).toMatchObject({ inserted: 0, duplicates: 1, accountSlots: [] });
    expect((await world.rollups()).days).toEqual(['3 0 2025-03-01 2']);
  });

  it('counts on the day of the organisation', async () => {
    const [before, after] = [new Date('2025-03-01T02:59:59Z'), new Date('2025-03-01T03:00:00Z')];
    await record([event({ occurredAt: before }), event({ occurredAt: after })]);
    expect((await world.rollups()).days).toEqual(['3 0 2025-02-28 1', '3 0 2025-03-01 1']);
  });

  it('keeps texts that PostgreSQL refuses, without what it refuses', async () => {
    const properties = { 'k\u0000': ['\udfff', '\\u0000'] };
    await record([event({ messageId: 'm\u0000', event: 'a\u0000b', userKey: '\ud800', properties })]);
    const rows = await world.work((tx) =>
      tx.query('select message_id, event, user_key, properties from usage_event where organisation_id = $1', [
        tx.organisationId,
      ]),
    );
    expect(rows).toEqual([
      {
        message_id: 'm\ufffd',
        event: 'a\ufffdb',
        user_key: '\ufffd',
        properties: { 'k\ufffd': ['\ufffd', '\\u0000'] },
      },
    ]);
  });

  it('leaves nothing of a transaction that fails', async () => {
    const failing = world.work(async (tx) => {
      await recordUsage(tx, [event()], world);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await world.rollups()).toEqual({ days: [], users: [], stale: [] });
  });

  it('lets writers with the same events in another order pass', async () => {
    const events = Array.from({ length: 200 }, (_, n) => event({ accountSlot: n % 20, messageId: `m${n}` }));
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, n) => record([...events.slice(n * 20), ...events.slice(0, n * 20)].reverse())),
    );
    expect(results.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(200);
    expect(await world.rollups()).toEqual(countNaively(events, [], world.timeZone));
  });
});
