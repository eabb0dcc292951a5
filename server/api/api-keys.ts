import { createRoute, z } from '@hono/zod-openapi';
import { createApiKey, newApiKey } from '../identity/create-api-key.ts';
import { listApiKeys } from '../identity/list-api-keys.ts';
import { revokeApiKey } from '../identity/revoke-api-key.ts';
import { apiKeySchema, newApiKeySchema } from './contract/api-key.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/api-keys';
const tags = ['API keys'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List the API keys',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ apiKeys: z.array(apiKeySchema) }), 'The keys that are not revoked, newest first.'),
});

const create = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Make an API key that acts as you, within its scopes',
  request: { params: inOrganisationPath, body: body(newApiKey) },
  responses: answers(201, newApiKeySchema, 'The key, shown only now.'),
});

const revoke = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  tags,
  summary: 'Revoke an API key',
  request: { params: withIdPath },
  responses: answersNothing('The key does not work any more.'),
});

export function apiKeyRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ apiKeys: await listApiKeys(database, c.get('actor')) }, 200));
  routes.openapi(create, async (c) => {
    const { scopes, ...made } = await createApiKey(database, c.get('actor'), c.req.valid('json'));
    return c.json({ ...made, scopes: [...scopes] }, 201);
  });
  routes.openapi(revoke, async (c) => {
    await revokeApiKey(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  return routes;
}
