import { createRoute, z } from '@hono/zod-openapi';
import { cancelAbsence } from '../identity/absences/cancel-absence.ts';
import { listAbsences } from '../identity/absences/list-absences.ts';
import { absencePlan, planAbsence } from '../identity/absences/plan-absence.ts';
import { absenceSchema } from './contract/absence.ts';
import { answers, answersNothing, body, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/members/{id}/absences';
const tags = ['Members'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List the absences of a member that are not over',
  request: { params: withIdPath },
  responses: answers(200, z.object({ absences: z.array(absenceSchema) }), 'The next first.'),
});

const plan = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Plan an absence; what falls due in it goes to the deputy or waits',
  request: { params: withIdPath, body: body(absencePlan) },
  responses: { ...answers(201, absenceSchema, 'The absence.'), ...problems(409) },
});

const cancel = createRoute({
  method: 'delete',
  path: `${path}/{absence}`,
  tags,
  summary: 'Remove an absence; what has moved stays where it is',
  request: { params: withIdPath.extend({ absence: z.uuid('This is not an id of Steward.') }) },
  responses: answersNothing('It is removed.'),
});

export function absenceRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) =>
    c.json({ absences: await listAbsences(database, c.get('actor'), c.req.valid('param').id) }, 200),
  );
  routes.openapi(plan, async (c) =>
    c.json(await planAbsence(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 201),
  );
  routes.openapi(cancel, async (c) => {
    const { id, absence } = c.req.valid('param');
    await cancelAbsence(database, c.get('actor'), id, absence);
    return c.body(null, 204);
  });
  return routes;
}
