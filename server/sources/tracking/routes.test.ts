import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { basic, createTrackingWorld, type TrackingWorld } from '../../../test/tracking.ts';
import { systemActor } from '../../context/actor.ts';
import { openDatabase } from '../../database/database.ts';
import { createLog } from '../../lib/log.ts';
import { revokeWriteKey } from '../revoke-write-key.ts';
import { trackingRoutes } from './routes.ts';

let world: TrackingWorld;
beforeAll(async () => {
  world = await createTrackingWorld({ perSecond: 4, burst: 60 });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.startAnew();
  await world.createSource();
});

const read = (sql: string) => world.work((tx) => tx.query(sql, [tx.organisationId]));
const events = () =>
  read(
    `select message_id, event, user_key, account_slot from usage_event where organisation_id = $1 order by message_id`,
  );
const track = (fields: Record<string, unknown> = {}) => ({
  type: 'track',
  messageId: crypto.randomUUID(),
  userId: 'ada',
  event: 'Report Exported',
  ...fields,
});

describe('the doors', () => {
  it('keep a call on each path, long and short', async () => {
    const calls: [string, Record<string, unknown>][] = [
      ['/v1/track', { userId: 'ada', event: 'A', messageId: '1' }],
      ['/v1/t', { anonymousId: 'x', event: 'B', messageId: '2' }],
      ['/v1/page', { userId: 'ada', name: 'Pricing', messageId: '3' }],
      ['/v1/p', { userId: 'ada', messageId: '4' }],
      ['/v1/screen', { userId: 'ada', name: 'Home', messageId: '5' }],
      ['/v1/identify', { userId: 'ada', traits: { plan: 'pro' } }],
      ['/v1/i', { userId: 'ada', traits: { plan: 'pro' } }],
      ['/v1/group', { userId: 'ada', groupId: 'acme' }],
      ['/v1/g', { userId: 'ada', groupId: 'acme', traits: { name: 'Acme' } }],
      ['/v1/alias', { userId: 'ada', previousId: 'x' }],
      ['/v1/batch', { batch: [track({ messageId: '6', event: 'C' })] }],
      ['/v1/b', { batch: [track({ messageId: '7', event: 'D' })] }],
    ];
    for (const [path, body] of calls) {
      const response = await world.post(path, body);
      expect([path, response.status, await response.json()]).toEqual([path, 200, { success: true }]);
    }
    expect((await events()).map((row) => [row.message_id, row.event])).toEqual([
      ['1', 'A'],
      ['2', 'B'],
      ['3', 'Viewed Pricing Page'],
      ['4', 'Viewed Page'],
      ['5', 'Viewed Home Screen'],
      ['6', 'C'],
      ['7', 'D'],
    ]);
  });

  it('open to any content type, a key in the body, gzip named or not, a body of unknown length', async () => {
    const batch = (messageId: string) => JSON.stringify({ writeKey: world.writeKey, batch: [track({ messageId })] });
    const type = (contentType: string) => ({ 'Content-Type': contentType });
    const sent = [
      await world.post('/v1/b', batch('1'), type('text/plain')),
      await world.post('/v1/b', batch('2'), { ...type('application/x-www-form-urlencoded'), ...basic(world.writeKey) }),
      await world.post('/v1/b', gzipSync(batch('3')), { ...type('application/json'), 'Content-Encoding': 'gzip' }),
      await world.post('/v1/b', gzipSync(batch('4')), type('application/json')),
      await world.post('/v1/b', batch('5'), { ...type('application/json'), 'Content-Encoding': 'gzip' }),
      await fetch(`${world.url}/v1/b`, {
        method: 'POST',
        body: new Blob([batch('6')]).stream(),
        duplex: 'half',
      } as RequestInit),
    ];
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(await events()).toHaveLength(6);
  });

  it('let browsers of any page in', async () => {
    const preflight = await fetch(`${world.url}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://app.example',
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization, content-type',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/i);
    const response = await world.post('/v1/t', track(), { ...basic(world.writeKey), Origin: 'https://app.example' });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
  });
});

describe('what is refused', () => {
  it('an unknown, missing or revoked key: 401', async () => {
    expect((await world.post('/v1/t', track(), basic('wk_wrong'))).status).toBe(401);
    expect((await world.post('/v1/t', track(), {})).status).toBe(401);
    expect((await world.post('/v1/t', track(), { Authorization: 'Bearer x' })).status).toBe(401);
    const [key] = await read('select id from write_key where organisation_id = $1');
    await revokeWriteKey(world.database, systemActor(world.organisationId), key!.id as string);
    expect((await world.post('/v1/t', track())).status).toBe(401);
    expect(await events()).toEqual([]);
  });

  it('what is no JSON, no object, no batch: 400', async () => {
    for (const body of ['{', '', '[]', '"x"', '{"batch":{}}', '{}', gzipSync('{'), Buffer.from([0x1f, 0x8b, 1])])
      expect([String(body), (await world.post('/v1/batch', body)).status]).toEqual([String(body), 400]);
  });

  it('what is too large, also when it becomes so by inflating: 413', async () => {
    const long = JSON.stringify({ batch: [track({ properties: { text: 'x'.repeat(600_000) } })] });
    expect((await world.post('/v1/batch', long)).status).toBe(413);
    expect((await world.post('/v1/batch', gzipSync(long))).status).toBe(413);
    expect((await world.post('/v1/track', track({ properties: { text: 'x'.repeat(33_000) } }))).status).toBe(413);
    const stream = new Blob([long]).stream();
    const streamed = await fetch(`${world.url}/v1/b`, {
      method: 'POST',
      headers: basic(world.writeKey),
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect(await events()).toEqual([]);
  });

  it('too many requests of one key: 429 with the time to wait, and another key goes on', async () => {
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let n = 0; n < 120 && last?.status !== 429; n++) {
      last = await world.post('/v1/t', track({ timestamp: 'never' }));
      statuses.push(last.status);
    }
    expect(statuses.filter((status) => status === 400).length).toBeGreaterThanOrEqual(60);
    expect([last!.status, last!.headers.get('retry-after')]).toEqual([429, '1']);
    await world.createSource();
    expect((await world.post('/v1/t', track())).status).toBe(200);
  });

  it('malformed calls of a batch, and only these', async () => {
    const superuser = new pg.Client(world.connection);
    await superuser.connect();
    await superuser.query(`alter table usage_event add constraint no_refused check (event <> 'Refused') not valid`);
    const batch = [
      track({ messageId: '0' }),
      track({ event: undefined }),
      'text',
      track({ type: 'greet' }),
      track({ timestamp: 'yesterday' }),
      track({ timestamp: new Date(Date.now() + 2 * 86_400_000).toISOString() }),
      track({ userId: undefined }),
      track({ properties: 'none' }),
      track({ properties: { text: 'x'.repeat(33_000) } }),
      track({ messageId: 'x'.repeat(300) }),
      track({ type: 'group' }),
      track({ messageId: '11', properties: { nul: '\u0000', half: '\ud800' } }),
      track({ event: 'Refused' }),
      track({ messageId: '13' }),
    ];
    const response = await world.post('/v1/batch', { batch });
    await superuser.query('alter table usage_event drop constraint no_refused');
    await superuser.end();
    const { success, rejected } = await response.json();
    expect([response.status, success]).toEqual([200, true]);
    expect(rejected).toEqual([
      { index: 1, problem: 'event is missing' },
      { index: 2, problem: 'is not an object' },
      { index: 3, problem: 'type is not one of track, identify, group, page, screen, alias' },
      { index: 4, problem: 'timestamp is no instant in ISO 8601, such as 2025-03-01T09:30:00Z' },
      { index: 5, problem: expect.stringMatching(/^timestamp lies more than a day in the future/) },
      { index: 6, problem: 'names nobody: userId, anonymousId or groupId is missing' },
      { index: 7, problem: 'properties is not an object' },
      { index: 8, problem: 'properties is larger than 32 kB' },
      { index: 9, problem: 'messageId is longer than 255 characters' },
      { index: 10, problem: 'groupId is missing' },
      { index: 12, problem: 'cannot be stored' },
    ]);
    expect((await events()).map((row) => row.message_id)).toEqual(['0', '11', '13']);
  });

  it('a batch without one good call, and a single malformed call: 400', async () => {
    const batch = await world.post('/v1/batch', { batch: [track({ event: 1 }), track({ event: '' })] });
    expect([batch.status, (await batch.json()).rejected.length]).toEqual([400, 2]);
    const single = await world.post('/v1/track', { userId: 'ada' });
    expect([single.status, (await single.json()).message]).toEqual([400, 'The call event is missing.']);
  });
});

describe('what passes', () => {
  it('is never answered with a 4xx', async () => {
    const database = openDatabase({ host: '127.0.0.1', port: 1, user: 'x' }, 'x');
    const app = trackingRoutes({ database, log: createLog('silent') });
    const response = await app.request('/v1/t', {
      method: 'POST',
      headers: basic(world.writeKey),
      body: JSON.stringify(track()),
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.text()).not.toContain('REFUSED');
    await database.close();
  });
});

describe('a message id', () => {
  it('counts once, in one batch, in several, and at the same time', async () => {
    const batch = Array.from({ length: 50 }, (_, n) => track({ messageId: `m${n}`, context: { groupId: 'acme' } }));
    const again = { batch: [...batch, ...batch] };
    const responses = await Promise.all(Array.from({ length: 10 }, () => world.post('/v1/batch', again)));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await events()).toHaveLength(50);
    expect((await world.rollups()).days.map((row) => row.split(' ').at(-1))).toEqual(['50']);
  });
});
