import { createRoute, z } from '@hono/zod-openapi';
import { listMatches } from '../worklist/list-matches.ts';
import { listPlaybooks } from '../worklist/list-playbooks.ts';
import { readPlaybook } from '../worklist/read-playbook.ts';
import { matchesSchema, playbookInLibrarySchema, playbookSchema } from './contract/playbook.ts';
import { answers, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/playbooks';
const tags = ['Playbooks'];
const playbookPath = inOrganisationPath.extend({ key: z.string().min(1).max(64) });

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List the library, with what each playbook does now',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ playbooks: z.array(playbookInLibrarySchema) }), 'The playbooks by title.'),
});

const read = createRoute({
  method: 'get',
  path: `${path}/{key}`,
  tags,
  summary: 'Read a playbook: the guide, and what runs, in words',
  request: { params: playbookPath },
  responses: answers(200, playbookSchema, 'The version that runs now.'),
});

const matches = createRoute({
  method: 'get',
  path: `${path}/{key}/matches`,
  tags,
  summary: 'Who matches the condition of a playbook now, and what came of it',
  request: { params: playbookPath },
  responses: answers(200, matchesSchema, 'As of the last diagnosis; at most 200 accounts, the largest first.'),
});

export function playbookRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ playbooks: await listPlaybooks(database, c.get('actor')) }, 200));
  routes.openapi(read, async (c) =>
    c.json(await readPlaybook(database, c.get('actor'), c.req.valid('param').key), 200),
  );
  routes.openapi(matches, async (c) =>
    c.json(await listMatches(database, c.get('actor'), c.req.valid('param').key), 200),
  );
  return routes;
}
