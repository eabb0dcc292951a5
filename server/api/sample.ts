import { createRoute } from '@hono/zod-openapi';
import { removeSample } from '../identity/remove-sample.ts';
import { answersNothing, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const remove = createRoute({
  method: 'delete',
  path: '/api/organisations/{organisation}/sample',
  tags: ['Organisation'],
  summary: 'Remove the sample organisation with everything in it',
  request: { params: inOrganisationPath },
  responses: {
    ...answersNothing('It is gone, and so are the sessions of its people.'),
    ...problems(409),
  },
});

export function sampleRoutes({ database, signIn, log }: Steward) {
  const routes = newRoutes();
  routes.openapi(remove, async (c) => {
    await removeSample(database, signIn, c.get('actor'), log);
    return c.body(null, 204);
  });
  return routes;
}
