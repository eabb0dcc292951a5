import { createRoute, z } from '@hono/zod-openapi';
import { archiveMetric } from '../sources/usage/archive-metric.ts';
import { defineMetric, metricDefinition } from '../sources/usage/define-metric.ts';
import { listMetrics } from '../sources/usage/list-metrics.ts';
import { metricSchema } from './contract/metric.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/metrics';
const tags = ['Metrics'];
const withKeyPath = inOrganisationPath.extend({ key: z.string().openapi({ example: 'reports_exported' }) });

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List the metrics',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ metrics: z.array(metricSchema) }), 'The metrics that are counted, by title.'),
});

const define = createRoute({
  method: 'put',
  path: `${path}/{key}`,
  tags,
  summary: 'Define a metric, also over the past',
  request: { params: withKeyPath, body: body(metricDefinition.omit({ key: true })) },
  responses: { ...answers(200, metricSchema, 'The metric; its past is being counted.'), ...problems(409) },
});

const archive = createRoute({
  method: 'delete',
  path: `${path}/{key}`,
  tags,
  summary: 'Stop counting a metric',
  request: { params: withKeyPath },
  responses: answersNothing('It is counted no longer. The events stay.'),
});

export function metricRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ metrics: await listMetrics(database, c.get('actor')) }, 200));
  routes.openapi(define, async (c) => {
    const { key } = c.req.valid('param');
    return c.json(await defineMetric(database, c.get('actor'), { ...c.req.valid('json'), key }), 200);
  });
  routes.openapi(archive, async (c) => {
    await archiveMetric(database, c.get('actor'), c.req.valid('param').key);
    return c.body(null, 204);
  });
  return routes;
}
