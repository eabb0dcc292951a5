import { createRoute, z } from '@hono/zod-openapi';
import { askException, exceptionRequest } from '../runs/exceptions/ask-exception.ts';
import { decideException, exceptionDecision } from '../runs/exceptions/decide-exception.ts';
import { withdrawException } from '../runs/exceptions/withdraw-exception.ts';
import { answerLeaving, leavingAnswer } from '../runs/leaving/answer-leaving.ts';
import { answers, answersNothing, body, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/exceptions/{id}';
const runPath = '/api/organisations/{organisation}/runs/{id}';
const tags = ['Exceptions'];
const stepPath = withIdPath.extend({ step: z.string().min(1).max(64) });

const ask = createRoute({
  method: 'post',
  path: `${runPath}/steps/{step}/exceptions`,
  tags,
  summary: 'Ask for what the guardrails of the playbook do not leave free: to skip a step, or to move its due date',
  request: { params: stepPath, body: body(exceptionRequest) },
  responses: { ...answers(201, z.object({ id: z.uuid() }), 'It waits for a decision.'), ...problems(409) },
});

const decide = createRoute({
  method: 'put',
  path: `${path}/decision`,
  tags,
  summary: 'Approve what was asked for, which then happens at once, or refuse it with a reason',
  request: { params: withIdPath, body: body(exceptionDecision) },
  responses: { ...answersNothing('It is decided.'), ...problems(409) },
});

const withdraw = createRoute({
  method: 'delete',
  path,
  tags,
  summary: 'Withdraw what one has asked for',
  request: { params: withIdPath },
  responses: { ...answersNothing('It is withdrawn.'), ...problems(409) },
});

const answer = createRoute({
  method: 'put',
  path: `${runPath}/leaving`,
  tags,
  summary: 'Say whether a run stops now that its account has left the segment it is for',
  request: { params: withIdPath, body: body(leavingAnswer) },
  responses: { ...answersNothing('It is answered.'), ...problems(409) },
});

export function exceptionRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(ask, async (c) => {
    const { id, step } = c.req.valid('param');
    return c.json(await askException(database, c.get('actor'), { runId: id, step }, c.req.valid('json')), 201);
  });
  routes.openapi(decide, async (c) => {
    await decideException(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(withdraw, async (c) => {
    await withdrawException(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  routes.openapi(answer, async (c) => {
    await answerLeaving(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  return routes;
}
