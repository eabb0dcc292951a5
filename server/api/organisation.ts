import { createRoute } from '@hono/zod-openapi';
import { changeOrganisation, organisationChange } from '../identity/change-organisation.ts';
import { readOrganisation } from '../identity/read-organisation.ts';
import { organisationSchema } from './contract/organisation.ts';
import { answers, body, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}';

const read = createRoute({
  method: 'get',
  path,
  tags: ['Organisation'],
  summary: 'Read the settings of the organisation',
  request: { params: inOrganisationPath },
  responses: answers(200, organisationSchema, 'The settings.'),
});

const change = createRoute({
  method: 'patch',
  path,
  tags: ['Organisation'],
  summary: 'Change the settings of the organisation',
  request: { params: inOrganisationPath, body: body(organisationChange) },
  responses: answers(200, organisationSchema, 'The settings after the change.'),
});

export function organisationRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(read, async (c) => c.json(await readOrganisation(database, c.get('actor')), 200));
  routes.openapi(change, async (c) =>
    c.json(await changeOrganisation(database, c.get('actor'), c.req.valid('json')), 200),
  );
  return routes;
}
