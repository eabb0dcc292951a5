import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { systemActor } from '../server/context/actor.ts';
import { createLog } from '../server/lib/log.ts';
import { createSource } from '../server/sources/create-source.ts';
import { createWriteKey } from '../server/sources/create-write-key.ts';
import { trackingRoutes } from '../server/sources/tracking/routes.ts';
import type { TrackingLimits } from '../server/sources/tracking/tracking-limits.ts';
import { createUsageWorld, type UsageWorld } from './usage.ts';

/** The tracking API on a port, over a database of its own. */
export interface TrackingWorld extends UsageWorld {
  readonly url: string;
  writeKey: string;
  /** Makes a source with a key, in the present organisation, and goes on with them. */
  createSource(settings?: { createsAccounts?: boolean }): Promise<void>;
  /** Posts as JSON (a string or Buffer as it is), with the key in the header unless headers are given. */
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
}

export async function createTrackingWorld(limits: Partial<TrackingLimits> = {}): Promise<TrackingWorld> {
  const world = await createUsageWorld('America/Sao_Paulo');
  const app = trackingRoutes({ database: world.database, log: createLog('silent'), limits });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const closeDatabase = world.close;
  const tracking: TrackingWorld = Object.assign(world, {
    url,
    writeKey: '',
    async createSource({ createsAccounts = true } = {}) {
      const actor = systemActor(world.organisationId);
      const source = await createSource(world.database, actor, { name: crypto.randomUUID(), createsAccounts });
      tracking.sourceId = source.id;
      tracking.writeKey = (await createWriteKey(world.database, actor, source.id)).key;
    },
    post: (path: string, body: unknown, headers = basic(tracking.writeKey)) =>
      fetch(url + path, {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
      }),
    async close() {
      await new Promise((resolve) => server.close(resolve));
      await closeDatabase();
    },
  });
  return tracking;
}

/** Basic authentication with a write key, as the libraries send it. */
export function basic(writeKey: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}` };
}
