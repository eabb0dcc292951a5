import { createRoute, z } from '@hono/zod-openapi';
import { listMyDay } from '../worklist/list-my-day.ts';
import { seeBandChange, unseeBandChange } from '../worklist/see-band-change.ts';
import { foreseeWorse } from '../worklist/snoozes/foresee-worse.ts';
import { snoozeItem } from '../worklist/snoozes/snooze-item.ts';
import { wakeItem } from '../worklist/snoozes/wake-item.ts';
import { myDaySchema, snoozableKindSchema, wakesSchema } from './contract/my-day.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/my-day';
const tags = ['My day'];
const itemPath = withIdPath.extend({ kind: snoozableKindSchema });

const read = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'What the member should do or know today, in order',
  request: {
    params: inOrganisationPath,
    query: z.object({
      all: z.enum(['true']).optional().openapi({ description: 'Also tasks that are due later than in a week.' }),
    }),
  },
  responses: answers(200, myDaySchema, 'One ordered list, each item with the reason for its place.'),
});

const snooze = createRoute({
  method: 'put',
  path: `${path}/snoozes/{kind}/{id}`,
  tags,
  summary: 'Put an item aside until a time, until it gets worse, or both',
  request: {
    params: itemPath,
    body: body(
      z.strictObject({
        until: z.iso.datetime({ offset: true }).optional().openapi({
          description:
            'At most a year ahead. Needed unless it comes back only when it gets worse; then it is left out.',
        }),
        wakes: wakesSchema.default('at_date'),
        reason: z.string().max(2000).optional(),
      }),
    ),
  },
  responses: answersNothing('It comes back then.'),
});

const foresee = createRoute({
  method: 'get',
  path: `${path}/snoozes/{kind}/{id}/worse`,
  tags,
  summary: 'What would count as worse for an item, as things stand now',
  request: { params: itemPath },
  responses: answers(200, z.object({ lines: z.array(z.string()) }), 'One line each; any of them is enough.'),
});

const wake = createRoute({
  method: 'delete',
  path: `${path}/snoozes/{kind}/{id}`,
  tags,
  summary: 'Bring a snoozed item back now',
  request: { params: itemPath },
  responses: answersNothing('It is on the list again.'),
});

const see = createRoute({
  method: 'put',
  path: `${path}/seen/{id}`,
  tags,
  summary: 'Mark a change of health as seen',
  request: { params: withIdPath },
  responses: answersNothing('It leaves the list.'),
});

const unsee = createRoute({
  method: 'delete',
  path: `${path}/seen/{id}`,
  tags,
  summary: 'Put a change of health back on the list',
  request: { params: withIdPath },
  responses: answersNothing('It is on the list again.'),
});

export function myDayRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(read, async (c) => {
    const all = c.req.valid('query').all === 'true';
    return c.json(await listMyDay(database, c.get('actor'), { all }), 200);
  });
  routes.openapi(snooze, async (c) => {
    const { kind, id } = c.req.valid('param');
    const { until, ...rest } = c.req.valid('json');
    await snoozeItem(
      database,
      c.get('actor'),
      { kind, id },
      { ...rest, ...(until !== undefined && { until: new Date(until) }) },
    );
    return c.body(null, 204);
  });
  routes.openapi(foresee, async (c) => c.json(await foreseeWorse(database, c.get('actor'), c.req.valid('param')), 200));
  routes.openapi(wake, async (c) => {
    const { kind, id } = c.req.valid('param');
    await wakeItem(database, c.get('actor'), { kind, id });
    return c.body(null, 204);
  });
  routes.openapi(see, async (c) => {
    await seeBandChange(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  routes.openapi(unsee, async (c) => {
    await unseeBandChange(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  return routes;
}
