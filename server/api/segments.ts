import { createRoute, z } from '@hono/zod-openapi';
import { changeSegment } from '../segments/change-segment.ts';
import { createSegment } from '../segments/create-segment.ts';
import { removeSegment } from '../segments/remove-segment.ts';
import { newSegment, segmentChange } from '../segments/segment.ts';
import { listRuleSignals } from '../worklist/list-rule-signals.ts';
import { listSegments } from '../worklist/list-segments.ts';
import { previewRule, writtenRule } from '../worklist/preview-rule.ts';
import { readSegment } from '../worklist/read-segment.ts';
import { listedSegmentSchema, rulePreviewSchema, ruleSignalSchema, segmentSchema } from './contract/segment.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/segments';
const tags = ['Segments'];
const segmentPath = inOrganisationPath.extend({ key: z.string().min(1).max(64) });

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List segments, with what their members are together',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ segments: z.array(listedSegmentSchema) }), 'By name.'),
});

const create = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Add a segment: a rule over signals, whose members are kept up to date',
  request: { params: inOrganisationPath, body: body(newSegment) },
  responses: { ...answers(201, z.object({ key: z.string() }), 'The segment.'), ...problems(409) },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{key}`,
  tags,
  summary: 'Read a segment: its rule in words, its members, who moved and why',
  request: { params: segmentPath },
  responses: answers(200, segmentSchema, 'At most 200 members, the largest first, and the 200 latest moves.'),
});

const change = createRoute({
  method: 'patch',
  path: `${path}/{key}`,
  tags,
  summary: 'Rename a segment, or change its rule',
  request: { params: segmentPath, body: body(segmentChange) },
  responses: answersNothing('It is changed, and so are its members.'),
});

const remove = createRoute({
  method: 'delete',
  path: `${path}/{key}`,
  tags,
  summary: 'Remove a segment with its history; its accounts are not touched',
  request: { params: segmentPath },
  responses: { ...answersNothing('The segment is gone.'), ...problems(409) },
});

const preview = createRoute({
  method: 'post',
  path: '/api/organisations/{organisation}/rule-previews',
  tags,
  summary: 'Ask what a rule means and which accounts it finds; nothing is saved',
  request: { params: inOrganisationPath, body: body(writtenRule) },
  responses: answers(200, rulePreviewSchema, 'As of the last diagnosis; at most 20 accounts by name.'),
});

const signals = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/rule-signals',
  tags,
  summary: 'List the signals that rules and conditions may name',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ signals: z.array(ruleSignalSchema) }), 'In the order of the catalogue.'),
});

export function segmentRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ segments: await listSegments(database, c.get('actor')) }, 200));
  routes.openapi(create, async (c) => c.json(await createSegment(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(read, async (c) => c.json(await readSegment(database, c.get('actor'), c.req.valid('param').key), 200));
  routes.openapi(change, async (c) => {
    await changeSegment(database, c.get('actor'), c.req.valid('param').key, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(remove, async (c) => {
    await removeSegment(database, c.get('actor'), c.req.valid('param').key);
    return c.body(null, 204);
  });
  routes.openapi(preview, async (c) => c.json(await previewRule(database, c.get('actor'), c.req.valid('json')), 200));
  routes.openapi(signals, async (c) => c.json({ signals: await listRuleSignals(database, c.get('actor')) }, 200));
  return routes;
}
