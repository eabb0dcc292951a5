import { createRoute, z } from '@hono/zod-openapi';
import { chooseRoutine, listOwnRoutines, tickRoutine } from '../routines/own-routines.ts';
import { routineSchema } from './contract/routine.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/my-day/routines';
const tags = ['My day'];
const name = z.string().min(1).max(64);
const stepPath = inOrganisationPath.extend({ key: name, step: name });

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List routines: which you follow, which are due today, what is done of them',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ routines: z.array(routineSchema) }), 'All of them.'),
});

const choose = createRoute({
  method: 'put',
  path: `${path}/{key}`,
  tags,
  summary: 'Follow a routine, or no longer',
  request: { params: inOrganisationPath.extend({ key: name }), body: body(z.strictObject({ isOn: z.boolean() })) },
  responses: answersNothing('Noted.'),
});

const tick = createRoute({
  method: 'put',
  path: `${path}/{key}/ticks/{step}`,
  tags,
  summary: 'Tick a step of a routine that is due',
  request: { params: stepPath },
  responses: { ...answersNothing('It is done.'), ...problems(409) },
});

const untick = createRoute({
  method: 'delete',
  path: `${path}/{key}/ticks/{step}`,
  tags,
  summary: 'Take the tick off a step of a routine that is due',
  request: { params: stepPath },
  responses: { ...answersNothing('It is open.'), ...problems(409) },
});

export function routineRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ routines: await listOwnRoutines(database, c.get('actor')) }, 200));
  routes.openapi(choose, async (c) => {
    await chooseRoutine(database, c.get('actor'), c.req.valid('param').key, c.req.valid('json').isOn);
    return c.body(null, 204);
  });
  routes.openapi(tick, async (c) => {
    await tickRoutine(database, c.get('actor'), c.req.valid('param'), true);
    return c.body(null, 204);
  });
  routes.openapi(untick, async (c) => {
    await tickRoutine(database, c.get('actor'), c.req.valid('param'), false);
    return c.body(null, 204);
  });
  return routes;
}
