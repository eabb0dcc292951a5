import { createRoute, z } from '@hono/zod-openapi';
import { changeSource, sourceChange } from '../sources/change-source.ts';
import { createSource, newSource } from '../sources/create-source.ts';
import { createWriteKey } from '../sources/create-write-key.ts';
import { listArrivingEvents } from '../sources/list-arriving-events.ts';
import { listSources } from '../sources/list-sources.ts';
import { revokeWriteKey } from '../sources/revoke-write-key.ts';
import { arrivedEventSchema, newWriteKeySchema, sourceSchema } from './contract/source.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const organisation = '/api/organisations/{organisation}';
const tags = ['Sources'];

const list = createRoute({
  method: 'get',
  path: `${organisation}/sources`,
  tags,
  summary: 'List the sources, with their write keys',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ sources: z.array(sourceSchema) }), 'The sources, by name.'),
});

const create = createRoute({
  method: 'post',
  path: `${organisation}/sources`,
  tags,
  summary: 'Make a source for the tracking API',
  request: { params: inOrganisationPath, body: body(newSource) },
  responses: { ...answers(201, sourceSchema, 'The source.'), ...problems(409) },
});

const change = createRoute({
  method: 'patch',
  path: `${organisation}/sources/{id}`,
  tags,
  summary: 'Rename a source, or say whether it may make accounts',
  request: { params: withIdPath, body: body(sourceChange) },
  responses: { ...answers(200, sourceSchema, 'The source after the change.'), ...problems(409) },
});

const createKey = createRoute({
  method: 'post',
  path: `${organisation}/sources/{id}/write-keys`,
  tags,
  summary: 'Make a write key for tracking libraries',
  request: { params: withIdPath },
  responses: { ...answers(201, newWriteKeySchema, 'The key, shown only now.'), ...problems(409) },
});

const revokeKey = createRoute({
  method: 'delete',
  path: `${organisation}/write-keys/{id}`,
  tags,
  summary: 'Revoke a write key',
  request: { params: withIdPath },
  responses: answersNothing('The key ceases to work within five seconds.'),
});

const arriving = createRoute({
  method: 'get',
  path: `${organisation}/sources/{id}/arriving-events`,
  tags,
  summary: 'See what arrives from a source',
  request: { params: withIdPath },
  responses: answers(200, z.object({ events: z.array(arrivedEventSchema) }), 'The last 50 events, newest first.'),
});

export function sourceRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ sources: await listSources(database, c.get('actor')) }, 200));
  routes.openapi(create, async (c) => c.json(await createSource(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(change, async (c) =>
    c.json(await changeSource(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(createKey, async (c) =>
    c.json(await createWriteKey(database, c.get('actor'), c.req.valid('param').id), 201),
  );
  routes.openapi(revokeKey, async (c) => {
    await revokeWriteKey(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  routes.openapi(arriving, async (c) =>
    c.json({ events: await listArrivingEvents(database, c.get('actor'), c.req.valid('param').id) }, 200),
  );
  return routes;
}
