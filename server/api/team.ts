import { createRoute, z } from '@hono/zod-openapi';
import { listLateRuns, listTeamTasks } from '../portfolios/list-team-work.ts';
import { readTeam } from '../portfolios/read-team.ts';
import { lateRunSchema, teamSchema, teamTaskSchema } from './contract/team.ts';
import { answers, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/team';
const tags = ['Team'];

const read = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'How the team stands: load, who needs help, where work waits, accounts nobody talks with',
  request: {
    params: inOrganisationPath,
    query: z.object({ quietDays: z.coerce.number().int().min(1).max(3650).optional() }),
  },
  responses: answers(200, teamSchema, 'The team as of now.'),
});

const tasks = createRoute({
  method: 'get',
  path: `${path}/tasks`,
  tags,
  summary: 'List the open tasks behind a figure of the team',
  request: {
    params: inOrganisationPath,
    query: z.object({
      member: z.uuid().optional(),
      due: z.enum(['overdue', 'today']).optional(),
      playbook: z.string().max(64).optional(),
      step: z.string().max(64).optional(),
    }),
  },
  responses: answers(200, z.object({ tasks: z.array(teamTaskSchema) }), 'At most 500, those due first.'),
});

const late = createRoute({
  method: 'get',
  path: `${path}/late-first-actions`,
  tags,
  summary: 'List the runs of a CSM’s accounts in which nothing has been done in time',
  request: { params: inOrganisationPath, query: z.object({ member: z.uuid() }) },
  responses: answers(200, z.object({ runs: z.array(lateRunSchema) }), 'At most 500.'),
});

export function teamRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(read, async (c) => {
    const { quietDays } = c.req.valid('query');
    return c.json(await readTeam(database, c.get('actor'), { quietDays }), 200);
  });
  routes.openapi(tasks, async (c) => {
    const { member, due, playbook, step } = c.req.valid('query');
    const filter = { memberId: member, due, playbookKey: playbook, step };
    return c.json({ tasks: await listTeamTasks(database, c.get('actor'), filter) }, 200);
  });
  routes.openapi(late, async (c) =>
    c.json({ runs: await listLateRuns(database, c.get('actor'), c.req.valid('query').member) }, 200),
  );
  return routes;
}
