import { createRoute } from '@hono/zod-openapi';
import { heldBackFilter, listAllHeldBack } from '../worklist/list-all-held-back.ts';
import { heldBackListSchema } from './contract/held-back.ts';
import { answers, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const list = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/held-back',
  tags: ['Situations'],
  summary: 'What diagnoses found and did not open, each with the reason',
  request: { params: inOrganisationPath, query: heldBackFilter },
  responses: answers(200, heldBackListSchema, 'At most 200, the accounts with the largest ARR first.'),
});

export function heldBackRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json(await listAllHeldBack(database, c.get('actor'), c.req.valid('query')), 200));
  return routes;
}
