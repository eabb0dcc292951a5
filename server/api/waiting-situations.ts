import { createRoute, z } from '@hono/zod-openapi';
import { declineWaiting, openWaiting } from '../diagnosis/decide-waiting.ts';
import { listWaiting } from '../worklist/list-waiting.ts';
import { waitingSchema } from './contract/waiting.ts';
import { answers, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/waiting-situations';
const tags = ['Situations'];
const playbookPath = inOrganisationPath.extend({ playbook: z.string().min(1).max(64) });

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'What a diagnosis found for a playbook in such numbers that a person has to confirm it',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ waiting: z.array(waitingSchema) }), 'By playbook, the most accounts first.'),
});

const open = createRoute({
  method: 'post',
  path: `${path}/{playbook}/opening`,
  tags,
  summary: 'Confirm it: the situations open and their runs start',
  request: { params: playbookPath, body: body(z.strictObject({})) },
  responses: { ...answers(200, z.object({ opened: z.int() }), 'How many were opened.'), ...problems(409) },
});

const decline = createRoute({
  method: 'post',
  path: `${path}/{playbook}/refusal`,
  tags,
  summary: 'Decide that it is not opened',
  request: {
    params: playbookPath,
    body: body(z.strictObject({ reason: z.string().trim().min(3, 'Say why not.').max(2000) })),
  },
  responses: { ...answers(200, z.object({ declined: z.int() }), 'How many stay closed.'), ...problems(409) },
});

export function waitingSituationRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ waiting: await listWaiting(database, c.get('actor')) }, 200));
  routes.openapi(open, async (c) =>
    c.json(await openWaiting(database, c.get('actor'), c.req.valid('param').playbook), 200),
  );
  routes.openapi(decline, async (c) => {
    const { reason } = c.req.valid('json');
    return c.json(await declineWaiting(database, c.get('actor'), c.req.valid('param').playbook, reason), 200);
  });
  return routes;
}
