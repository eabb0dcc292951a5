import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Analytics } from '@segment/analytics-node';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTrackingWorld, type TrackingWorld } from '../../../test/tracking.ts';

/** Segment's own library for Node, unmodified: only host and key are set. */

let world: TrackingWorld;
beforeAll(async () => {
  world = await createTrackingWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.startAnew();
  await world.createSource();
});

const read = (sql: string) => world.work((tx) => tx.query(sql, [tx.organisationId]));

describe('@segment/analytics-node', () => {
  it('tells of users, accounts and events', async () => {
    const analytics = new Analytics({ host: world.url, writeKey: world.writeKey });
    const problems: unknown[] = [];
    analytics.on('error', (problem) => problems.push(problem));
    analytics.group({ userId: 'ada', groupId: 'acme', traits: { name: 'Acme', employees: 120 } });
    analytics.identify({ userId: 'ada', traits: { email: 'ada@acme.example', name: 'Ada' } });
    analytics.track({ userId: 'ada', event: 'Report Exported', properties: { pages: 3 } });
    analytics.page({ userId: 'ada', name: 'Pricing' });
    analytics.screen({ userId: 'ada', name: 'Home' });
    analytics.alias({ userId: 'ada', previousId: 'anonymous' });
    analytics.track({ anonymousId: 'anonymous', event: 'Login', context: { groupId: 'acme' } });
    await analytics.closeAndFlush();
    expect(problems).toEqual([]);
    expect(await read('select name, attributes from account where organisation_id = $1')).toEqual([
      { name: 'Acme', attributes: { employees: 120 } },
    ]);
    expect(await read('select external_id, email from contact where organisation_id = $1')).toEqual([
      { external_id: 'ada', email: 'ada@acme.example' },
    ]);
    const events = await read(
      'select event, account_slot, properties from usage_event where organisation_id = $1 order by event',
    );
    expect(events).toEqual([
      { event: 'Login', account_slot: 0, properties: null },
      { event: 'Report Exported', account_slot: 0, properties: { pages: 3 } },
      { event: 'Viewed Home Screen', account_slot: 0, properties: null },
      { event: 'Viewed Pricing Page', account_slot: 0, properties: null },
    ]);
  });

  it('loses nothing that was acknowledged, and doubles nothing, when the server is killed again and again', async () => {
    const server = await startServer(0);
    const { port } = server;
    let child = server.child;
    const analytics = new Analytics({
      host: `http://127.0.0.1:${port}`,
      writeKey: world.writeKey,
      flushAt: 10,
      flushInterval: 20,
      maxRetries: 8,
    });
    analytics.on('error', () => {});
    const acknowledged = new Set<string>();
    let sent = 0;
    let isOver = false;
    const load = (async () => {
      while (!isOver) {
        for (let n = 0; n < 10; n++) {
          const messageId = `m${sent++}`;
          const event = { userId: `u${sent % 7}`, event: 'Login', messageId, context: { groupId: `a${sent % 5}` } };
          analytics.track(event, (error) => {
            if (!error) acknowledged.add(messageId);
          });
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    for (let kill = 0; kill < 4; kill++) {
      const before = acknowledged.size;
      while (acknowledged.size < before + 50 + kill * 17) await new Promise((resolve) => setTimeout(resolve, 1));
      child.kill('SIGKILL');
      await once(child, 'exit');
      ({ child } = await startServer(port));
    }
    isOver = true;
    await load;
    await analytics.closeAndFlush({ timeout: 5_000 });
    child.kill('SIGTERM');
    const kept = new Set(
      (await read('select message_id from usage_event where organisation_id = $1')).map((row) => row.message_id),
    );
    expect([...acknowledged].filter((messageId) => !kept.has(messageId))).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(200);
    const [counted] = await read(
      'select sum(amount) as amount from usage_day where organisation_id = $1 and metric = 0',
    );
    expect(counted!.amount).toBe(kept.size);
  }, 90_000);
});

async function startServer(port: number): Promise<{ child: ChildProcess; port: number }> {
  const script = fileURLToPath(new URL('../../../test/serve-tracking.ts', import.meta.url));
  const settings = JSON.stringify({ connection: world.connection, secret: inject('secret'), port });
  const child = spawn(process.execPath, [script, settings], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, port: Number(line) };
}
