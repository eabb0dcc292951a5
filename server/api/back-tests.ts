import { createRoute, z } from '@hono/zod-openapi';
import { limitAttempts } from '../identity/limit-attempts.ts';
import { explorationSchema } from '../learning/explore/exploration.ts';
import { exploreTrigger } from '../learning/explore/explore-trigger.ts';
import { explorationAnswerSchema, OUTCOMES, outcomesSchema } from './contract/exploration.ts';
import { answers, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}';
const tags = ['Back-tests'];

const outcomes = createRoute({
  method: 'get',
  path: `${path}/outcomes`,
  tags,
  summary: 'What a trigger can be held against: the outcomes that ship; any other condition will do as well',
  request: { params: inOrganisationPath },
  responses: answers(200, outcomesSchema, 'Each with its condition at the end of the horizon.'),
});

const explore = createRoute({
  method: 'post',
  path: `${path}/playbooks/{key}/back-test`,
  tags,
  summary: 'Try settings of a trigger on the past, without any effect',
  request: {
    params: inOrganisationPath.extend({ key: z.string().min(1).max(64) }),
    body: body(explorationSchema),
  },
  responses: {
    ...answers(200, explorationAnswerSchema, 'Figures, the curve of one threshold, and who would have been found.'),
    ...problems(429),
  },
});

/** A slider asks a few times a second. */
const ASKED_A_MINUTE = 240;

export function backTestRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(outcomes, async (c) => c.json(OUTCOMES, 200));
  routes.openapi(explore, async (c) => {
    const actor = c.get('actor');
    const subject = `back-test ${actor.organisationId} ${actor.memberId}`;
    await limitAttempts(database.identity, { subject, attempts: ASKED_A_MINUTE, seconds: 60 });
    return c.json(await exploreTrigger(database, actor, c.req.valid('param').key, c.req.valid('json')), 200);
  });
  return routes;
}
