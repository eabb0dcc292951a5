import { createRoute, z } from '@hono/zod-openapi';
import { readHistory } from '../worklist/read-history.ts';
import { signalSeriesSchema } from './contract/signal-history.ts';
import { answers, newRoutes, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const MOST_SIGNALS = 20;

const read = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/accounts/{id}/signal-history',
  tags: ['Accounts'],
  summary: 'Read signals of an account day by day',
  request: {
    params: withIdPath,
    query: z.object({
      signals: z
        .string()
        .transform((names) => names.split(',').slice(0, MOST_SIGNALS))
        .openapi({ type: 'string', example: 'usage.events_28d,health.score' }),
      from: z.iso.date(),
      to: z.iso.date(),
    }),
  },
  responses: answers(
    200,
    z.object({ series: z.array(signalSeriesSchema) }),
    'One series a signal: what was kept of days lived through, computed from facts for the rest.',
  ),
});

export function signalHistoryRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(read, async (c) =>
    c.json({ series: await readHistory(database, c.get('actor'), c.req.valid('param').id, c.req.valid('query')) }, 200),
  );
  return routes;
}
