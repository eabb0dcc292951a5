import { createRoute, z } from '@hono/zod-openapi';
import { askWhatIf, whatIf } from '../learning/what-if/what-if.ts';
import { readAccountExplanation, readExplanation } from '../learning/why/read-explanations.ts';
import { accountExplanationSchema, explanationSchema } from './contract/explanation.ts';
import { whatIfAnswerSchema } from './contract/what-if.ts';
import { answers, body, newRoutes, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/accounts/{id}/explanations';
const tags = ['Why and why not'];
const query = z.object({ on: z.iso.date().optional() });

const ofAccount = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Why there is something, or nothing, for an account: the verdict on every playbook that runs',
  request: { params: withIdPath, query },
  responses: answers(200, accountExplanationSchema, 'As of the morning of a day; by default with what is known now.'),
});

const ofPlaybook = createRoute({
  method: 'get',
  path: `${path}/{key}`,
  tags,
  summary: 'Why a playbook starts for an account on a day, or why it does not',
  request: { params: withIdPath.extend({ key: z.string().min(1).max(64) }), query },
  responses: answers(200, explanationSchema, 'Each clause with its value, and what held it back.'),
});

const assume = createRoute({
  method: 'post',
  path: '/api/organisations/{organisation}/accounts/{id}/what-if',
  tags,
  summary: 'What would be of an account if some of its signals had other values, without any effect',
  request: { params: withIdPath, body: body(whatIf) },
  responses: answers(
    200,
    whatIfAnswerSchema,
    'Its health, the playbooks that would hold, and the steps of their runs.',
  ),
});

export function explanationRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(ofAccount, async (c) => {
    const asked = { accountId: c.req.valid('param').id, ...c.req.valid('query') };
    return c.json(await readAccountExplanation(database, c.get('actor'), asked), 200);
  });
  routes.openapi(ofPlaybook, async (c) => {
    const { id, key } = c.req.valid('param');
    const asked = { accountId: id, playbookKey: key, ...c.req.valid('query') };
    return c.json(await readExplanation(database, c.get('actor'), asked), 200);
  });
  routes.openapi(assume, async (c) =>
    c.json(await askWhatIf(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  return routes;
}
