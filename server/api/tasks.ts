import { createRoute, z } from '@hono/zod-openapi';
import { completeStep, stepCompletion } from '../runs/complete-step.ts';
import { reassignTask } from '../runs/reassign-task.ts';
import { skipStep } from '../runs/skip-step.ts';
import { closeActionItem, isStepOfRun, reassignActionItem, reopenActionItem } from '../worklist/close-action-item.ts';
import { answersNothing, body, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/tasks/{id}';
const tags = ['Tasks'];

const taskCompletion = stepCompletion.omit({ requestId: true });

const complete = createRoute({
  method: 'post',
  path: `${path}/completion`,
  tags,
  summary: 'Mark a task as done, whether a step of a run or an action item',
  request: { params: withIdPath, body: body(taskCompletion) },
  responses: { ...answersNothing('It is done.'), ...problems(409) },
});

const skip = createRoute({
  method: 'post',
  path: `${path}/skip`,
  tags,
  summary: 'Skip a task',
  request: { params: withIdPath, body: body(z.strictObject({ reason: z.string().trim().max(2000).optional() })) },
  responses: { ...answersNothing('It is skipped.'), ...problems(409) },
});

const reopen = createRoute({
  method: 'post',
  path: `${path}/reopening`,
  tags,
  summary: 'Open an action item again',
  request: { params: withIdPath, body: body(z.strictObject({})) },
  responses: { ...answersNothing('It is open.'), ...problems(409) },
});

const reassign = createRoute({
  method: 'put',
  path: `${path}/owner`,
  tags,
  summary: 'Give a task to another member',
  request: {
    params: withIdPath,
    body: body(z.strictObject({ memberId: z.uuid(), reason: z.string().trim().max(2000).optional() })),
  },
  responses: { ...answersNothing('It is theirs.'), ...problems(409) },
});

export function taskRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(complete, async (c) => {
    const { id } = c.req.valid('param');
    const { outcome, note } = c.req.valid('json');
    const actor = c.get('actor');
    if (await isStepOfRun(database, actor, id)) await completeStep(database, actor, { taskId: id }, { outcome, note });
    else await closeActionItem(database, actor, id, 'done', note ?? null);
    return c.body(null, 204);
  });
  routes.openapi(skip, async (c) => {
    const { id } = c.req.valid('param');
    const { reason } = c.req.valid('json');
    const actor = c.get('actor');
    if (await isStepOfRun(database, actor, id)) await skipStep(database, actor, { taskId: id }, { reason });
    else await closeActionItem(database, actor, id, 'skipped', reason ?? null);
    return c.body(null, 204);
  });
  routes.openapi(reopen, async (c) => {
    await reopenActionItem(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  routes.openapi(reassign, async (c) => {
    const { id } = c.req.valid('param');
    const { memberId, reason } = c.req.valid('json');
    const actor = c.get('actor');
    if (await isStepOfRun(database, actor, id))
      await reassignTask(database, actor, { taskId: id }, { memberId, reason });
    else await reassignActionItem(database, actor, id, memberId, reason);
    return c.body(null, 204);
  });
  return routes;
}
