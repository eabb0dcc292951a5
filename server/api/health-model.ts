import { createRoute, z } from '@hono/zod-openapi';
import { changeModel, modelChange } from '../health/change-model.ts';
import { bandChangeReason, explainBandChange } from '../health/explain-band-change.ts';
import { healthModelSchema } from '../health/health-model.ts';
import { previewModel } from '../health/preview-model.ts';
import { readModel } from '../health/read-model.ts';
import { modelPageSchema, modelPreviewSchema } from './contract/health-model.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const organisation = '/api/organisations/{organisation}';
const path = `${organisation}/health-model`;
const tags = ['Health'];

const read = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Read the health model in force, its versions, and the signals it can be made of',
  request: { params: inOrganisationPath },
  responses: answers(200, modelPageSchema, 'The model.'),
});

const preview = createRoute({
  method: 'post',
  path: `${path}/preview`,
  tags,
  summary: 'Who would change band under this model; saves nothing',
  request: { params: inOrganisationPath, body: body(healthModelSchema) },
  responses: answers(200, modelPreviewSchema, 'Counts by band, and the accounts that change, by name.'),
});

const change = createRoute({
  method: 'post',
  path: `${path}/versions`,
  tags,
  summary: 'Save the model as a new version, with the reason; every account is diagnosed by it',
  request: { params: inOrganisationPath, body: body(modelChange) },
  responses: {
    ...answers(201, z.object({ version: z.int(), changes: z.array(z.string()) }), 'The version, and what it changes.'),
    ...problems(409),
  },
});

const explain = createRoute({
  method: 'put',
  path: `${organisation}/band-changes/{id}/reason`,
  tags,
  summary: 'Say why the health of an account changed',
  request: { params: withIdPath, body: body(bandChangeReason) },
  responses: answersNothing('The reason stands beside what the numbers say.'),
});

export function healthModelRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(read, async (c) => c.json(await readModel(database, c.get('actor')), 200));
  routes.openapi(preview, async (c) => c.json(await previewModel(database, c.get('actor'), c.req.valid('json')), 200));
  routes.openapi(change, async (c) => c.json(await changeModel(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(explain, async (c) => {
    await explainBandChange(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  return routes;
}
