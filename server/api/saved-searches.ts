import { createRoute, z } from '@hono/zod-openapi';
import { deleteSearch } from '../accounts/searches/delete-search.ts';
import { listSearches } from '../accounts/searches/list-searches.ts';
import { saveSearch } from '../accounts/searches/save-search.ts';
import { newSearch } from '../accounts/searches/search.ts';
import { savedSearchSchema } from './contract/account.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/saved-searches';
const tags = ['Accounts'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List saved searches',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ searches: z.array(savedSearchSchema) }), 'By name.'),
});

const save = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Save a search of the accounts page under a name',
  request: { params: inOrganisationPath, body: body(newSearch) },
  responses: { ...answers(201, z.object({ id: z.uuid() }), 'The search.'), ...problems(409) },
});

const remove = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  tags,
  summary: 'Delete a saved search; its accounts are not touched',
  request: { params: withIdPath },
  responses: answersNothing('The search is gone.'),
});

export function savedSearchRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ searches: await listSearches(database, c.get('actor')) }, 200));
  routes.openapi(save, async (c) => c.json(await saveSearch(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(remove, async (c) => {
    await deleteSearch(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  return routes;
}
