import { createRoute, z } from '@hono/zod-openapi';
import { limitAttempts } from '../identity/limit-attempts.ts';
import { studyOutcomes } from '../learning/outcomes/study-outcomes.ts';
import { FIGURES } from '../learning/scorecards/figures.ts';
import { listOccasions } from '../learning/scorecards/list-occasions.ts';
import { readScorecard, readScorecards } from '../learning/scorecards/read-scorecard.ts';
import { outcomeStudySchema } from './contract/outcome-study.ts';
import { occasionsSchema, scorecardSchema, scorecardsSchema } from './contract/scorecard.ts';
import { answers, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}';
const tags = ['Scorecards'];
const playbookPath = inOrganisationPath.extend({ key: z.string().min(1).max(64) });
const days = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });

const list = createRoute({
  method: 'get',
  path: `${path}/scorecards`,
  tags,
  summary: 'How all playbooks did: triggered, first actions, steps, outcomes, false alarms',
  request: { params: inOrganisationPath, query: days },
  responses: answers(200, scorecardsSchema, 'By title; the last year, unless days are named.'),
});

const read = createRoute({
  method: 'get',
  path: `${path}/playbooks/{key}/scorecard`,
  tags,
  summary: 'How a playbook did, by step, version, segment and member',
  request: { params: playbookPath, query: days },
  responses: answers(200, scorecardSchema, 'The last year, unless days are named.'),
});

const outcomes = createRoute({
  method: 'get',
  path: `${path}/playbooks/{key}/outcomes`,
  tags,
  summary: 'What became of the accounts of a playbook’s runs, beside comparable accounts without one',
  request: { params: playbookPath, query: z.object({ days: z.coerce.number().int().min(7).max(365).optional() }) },
  responses: {
    ...answers(200, outcomeStudySchema, 'Before and after, and a matched comparison. Not a controlled experiment.'),
    ...problems(429),
  },
});

/** It reads the past. */
const ASKED_A_MINUTE = 60;

const occasions = createRoute({
  method: 'get',
  path: `${path}/playbooks/{key}/scorecard/occasions`,
  tags,
  summary: 'List the runs and situations behind a figure of a scorecard',
  request: {
    params: playbookPath,
    query: days.extend({
      figure: z.enum(FIGURES),
      step: z.string().max(64).optional(),
      version: z.string().max(10).optional(),
      segment: z.string().max(300).optional(),
      member: z.union([z.uuid(), z.literal('')]).optional(),
    }),
  },
  responses: answers(200, occasionsSchema, 'The newest first.'),
});

export function scorecardRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json(await readScorecards(database, c.get('actor'), c.req.valid('query')), 200));
  routes.openapi(read, async (c) => {
    const { key } = c.req.valid('param');
    return c.json(await readScorecard(database, c.get('actor'), key, c.req.valid('query')), 200);
  });
  routes.openapi(occasions, async (c) => {
    const { key } = c.req.valid('param');
    return c.json(await listOccasions(database, c.get('actor'), key, c.req.valid('query')), 200);
  });
  routes.openapi(outcomes, async (c) => {
    const actor = c.get('actor');
    const subject = `outcomes ${actor.organisationId} ${actor.memberId}`;
    await limitAttempts(database.identity, { subject, attempts: ASKED_A_MINUTE, seconds: 60 });
    const horizonDays = c.req.valid('query').days;
    return c.json(await studyOutcomes(database, actor, c.req.valid('param').key, { horizonDays }), 200);
  });
  return routes;
}
