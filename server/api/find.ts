import { createRoute, z } from '@hono/zod-openapi';
import { findByName } from '../worklist/find-by-name.ts';
import { foundSchema } from './contract/find.ts';
import { answers, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const find = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/find',
  tags: ['Find'],
  summary: 'Find accounts and playbooks by name',
  request: { params: inOrganisationPath, query: z.object({ text: z.string().max(200) }) },
  responses: answers(200, foundSchema, 'Those that begin with the text first; at most eight of each.'),
});

export function findRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(find, async (c) => c.json(await findByName(database, c.get('actor'), c.req.valid('query').text), 200));
  return routes;
}
