import { serve } from '@hono/node-server';
import type { ClientConfig } from 'pg';
import { openDatabase } from '../server/database/database.ts';
import { createLog } from '../server/lib/log.ts';
import { trackingRoutes } from '../server/sources/tracking/routes.ts';

/**
 * The tracking API as a process of its own, to be killed: `node serve-tracking.ts '{"connection": ..., "secret": ..., "port": 0}'`. Prints its
 * port when it listens.
 */
const { connection, secret, port } = JSON.parse(process.argv[2]!) as {
  connection: ClientConfig;
  secret: string;
  port: number;
};
const app = trackingRoutes({ database: openDatabase(connection, secret), log: createLog('error') });
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address) => console.log(address.port));
