import type { Context } from 'hono';
import { pendingMigrations } from '../database/pending-migrations.ts';
import { metrics, queueLength } from '../lib/metrics.ts';
import { notFound } from '../lib/problem.ts';
import { type ApiEnv, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

/** What the machine's keepers ask: is it alive, is it ready, how is it doing. */
export function probeRoutes(steward: Steward) {
  const routes = newRoutes();

  routes.get('/health', (c) => c.json({ status: 'alive' }));

  routes.get('/ready', async (c) => {
    const missing = await whatIsMissing(steward);
    return missing.length === 0 ? c.json({ status: 'ready' }) : c.json({ status: 'not ready', missing }, 503);
  });

  routes.get('/metrics', async (c) => {
    if (!mayRead(c, steward)) throw notFound('page');
    await countQueue(steward);
    return c.text(await metrics.metrics(), 200, { 'Content-Type': metrics.contentType });
  });

  return routes;
}

async function whatIsMissing(steward: Steward): Promise<string[]> {
  const missing: string[] = [];
  try {
    const pending = await pendingMigrations(steward.database.web);
    if (pending.length > 0) missing.push(`${pending.length} migrations are not applied, first ${pending[0]}`);
  } catch {
    missing.push('the database cannot be reached');
  }
  if (!steward.isQueueRunning()) missing.push('the queue is not running');
  return missing;
}

/** From this machine itself, not through a proxy on it, or with the token; to anybody else the page does not exist. */
function mayRead(c: Context<ApiEnv>, { config }: Steward): boolean {
  if (config.metricsToken) return c.req.header('authorization') === `Bearer ${config.metricsToken}`;
  return LOOPBACK.test(c.get('address')) && !c.req.header('x-forwarded-for') && !c.req.header('forwarded');
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

async function countQueue({ database }: Steward): Promise<void> {
  const { rows } = await database.queue.query<{ state: string; jobs: number }>(
    `select case when attempts >= max_attempts then 'failed' else 'waiting' end as state, count(*) as jobs
     from graphile_worker._private_jobs group by 1`,
  );
  queueLength.reset();
  for (const { state, jobs } of rows) queueLength.set({ state }, jobs);
}
