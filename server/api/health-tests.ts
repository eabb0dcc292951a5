import { createRoute } from '@hono/zod-openapi';
import { limitAttempts } from '../identity/limit-attempts.ts';
import { askHealthTest } from '../learning/health-test/ask-health-test.ts';
import { healthTestSchema } from '../learning/health-test/question.ts';
import { healthTestAnswerSchema } from './contract/health-test.ts';
import { answers, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const test = createRoute({
  method: 'post',
  path: '/api/organisations/{organisation}/health-model/test',
  tags: ['Health'],
  summary: 'Hold the health score against what happened, without any effect; and which weights history suggests',
  request: { params: inOrganisationPath, body: body(healthTestSchema) },
  responses: {
    ...answers(200, healthTestAnswerSchema, 'What the score, its components and rules without a score were worth.'),
    ...problems(429),
  },
});

/** Each reads the past anew. */
const ASKED_A_MINUTE = 30;

export function healthTestRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(test, async (c) => {
    const actor = c.get('actor');
    const subject = `health-test ${actor.organisationId} ${actor.memberId}`;
    await limitAttempts(database.identity, { subject, attempts: ASKED_A_MINUTE, seconds: 60 });
    return c.json(await askHealthTest(database, actor, c.req.valid('json')), 200);
  });
  return routes;
}
