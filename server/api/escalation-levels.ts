import { createRoute, z } from '@hono/zod-openapi';
import { levelSettings } from '../escalations/escalation-level.ts';
import { changeLevel, listLevels } from '../escalations/levels.ts';
import { levelNumber } from '../escalations/open-escalation.ts';
import { escalationLevelSchema } from './contract/escalation.ts';
import { answers, body, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/escalation-levels';
const tags = ['Escalations'];
const levels = z.object({ levels: z.array(escalationLevelSchema) });

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'The five levels: owner, time, who is told, whose consent it takes',
  request: { params: inOrganisationPath },
  responses: answers(200, levels, 'In order.'),
});

const change = createRoute({
  method: 'put',
  path: `${path}/{level}`,
  tags,
  summary: 'Set a level',
  request: {
    params: inOrganisationPath.extend({ level: z.coerce.number().pipe(levelNumber) }),
    body: body(levelSettings),
  },
  responses: answers(200, levels, 'All five after the change.'),
});

export function escalationLevelRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ levels: await listLevels(database, c.get('actor')) }, 200));
  routes.openapi(change, async (c) => {
    const { level } = c.req.valid('param');
    return c.json({ levels: await changeLevel(database, c.get('actor'), level, c.req.valid('json')) }, 200);
  });
  return routes;
}
