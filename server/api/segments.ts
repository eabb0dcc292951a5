import { createRoute, z } from '@hono/zod-openapi';
import { deleteSegment } from '../accounts/segments/delete-segment.ts';
import { listSegments } from '../accounts/segments/list-segments.ts';
import { saveSegment } from '../accounts/segments/save-segment.ts';
import { newSegment } from '../accounts/segments/segment.ts';
import { savedSegmentSchema } from './contract/account.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/segments';
const tags = ['Accounts'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List saved segments',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ segments: z.array(savedSegmentSchema) }), 'By name.'),
});

const save = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Save a search of the accounts page as a segment',
  request: { params: inOrganisationPath, body: body(newSegment) },
  responses: { ...answers(201, z.object({ id: z.uuid() }), 'The segment.'), ...problems(409) },
});

const remove = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  tags,
  summary: 'Delete a saved segment; its accounts are not touched',
  request: { params: withIdPath },
  responses: answersNothing('The segment is gone.'),
});

export function segmentRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ segments: await listSegments(database, c.get('actor')) }, 200));
  routes.openapi(save, async (c) => c.json(await saveSegment(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(remove, async (c) => {
    await deleteSegment(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  return routes;
}
