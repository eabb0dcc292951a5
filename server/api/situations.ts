import { createRoute, z } from '@hono/zod-openapi';
import { takeBackDismissal } from '../diagnosis/take-back-dismissal.ts';
import { dismissAsNoRisk, dismissal } from '../worklist/dismiss-as-no-risk.ts';
import { listSituations } from '../worklist/list-situations.ts';
import { readSituation } from '../worklist/read-situation.ts';
import { situationInListSchema, situationSchema } from './contract/situation.ts';
import { answers, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/situations';
const tags = ['Situations'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List situations, the newest first',
  request: {
    params: inOrganisationPath,
    query: z.object({
      state: z.enum(['open', 'cleared', 'dismissed']).optional(),
      account: z.uuid().optional(),
      playbook: z.string().max(64).optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
    }),
  },
  responses: answers(200, z.object({ situations: z.array(situationInListSchema) }), 'At most 500.'),
});

const read = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'Read a situation: what, and why in words and numbers',
  request: { params: withIdPath },
  responses: answers(200, situationSchema, 'The situation.'),
});

const dismiss = createRoute({
  method: 'post',
  path: `${path}/{id}/dismissal`,
  tags,
  summary: 'Say that it is not a risk, and why: closes it and its run, and keeps it silent for a time',
  request: { params: withIdPath, body: body(dismissal) },
  responses: {
    ...answers(200, z.object({ silentUntil: z.iso.date() }), 'Until when it is silent for this account.'),
    ...problems(409),
  },
});

const takeBack = createRoute({
  method: 'delete',
  path: `${path}/{id}/dismissal`,
  tags,
  summary: 'Take back that it is not a risk',
  request: { params: withIdPath },
  responses: {
    ...answers(200, z.object({ isOpenAgain: z.boolean() }), 'Whether the situation is open again.'),
    ...problems(409),
  },
});

export function situationRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => {
    const { account, playbook, ...rest } = c.req.valid('query');
    const filter = { ...rest, accountId: account, playbookKey: playbook };
    return c.json({ situations: await listSituations(database, c.get('actor'), filter) }, 200);
  });
  routes.openapi(read, async (c) =>
    c.json(await readSituation(database, c.get('actor'), c.req.valid('param').id), 200),
  );
  routes.openapi(dismiss, async (c) =>
    c.json(await dismissAsNoRisk(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(takeBack, async (c) =>
    c.json(await takeBackDismissal(database, c.get('actor'), c.req.valid('param').id), 200),
  );
  return routes;
}
