import { createRoute, z } from '@hono/zod-openapi';
import { listJobs, listRecurringJobs } from '../jobs/list-jobs.ts';
import { retryJob } from '../jobs/retry-job.ts';
import { jobSchema, recurringJobSchema } from './contract/job.ts';
import { answers, answersNothing, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/jobs';
const tags = ['Jobs'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List the jobs that wait, run or have failed',
  request: { params: inOrganisationPath },
  responses: answers(
    200,
    z.object({ jobs: z.array(jobSchema), recurring: z.array(recurringJobSchema) }),
    'The jobs of the organisation, failed ones first, and what recurs in the whole installation.',
  ),
});

const retry = createRoute({
  method: 'post',
  path: `${path}/{id}/retry`,
  tags,
  summary: 'Try a job again that failed for good',
  request: { params: inOrganisationPath.extend({ id: z.string().regex(/^\d{1,18}$/, 'This is no id of a job.') }) },
  responses: answersNothing('The job waits to be tried again.'),
});

export function jobRoutes({ database, recurring }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => {
    const actor = c.get('actor');
    const jobs = await listJobs(database, actor);
    return c.json({ jobs, recurring: await listRecurringJobs(database, actor, recurring) }, 200);
  });
  routes.openapi(retry, async (c) => {
    await retryJob(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  return routes;
}
