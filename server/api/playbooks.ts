import { createRoute, z } from '@hono/zod-openapi';
import { forecastPlaybook } from '../learning/forecast/forecast-playbook.ts';
import { bringBackPlaybook, retirementReason, retirePlaybook } from '../playbooks/retire-playbook.ts';
import { checkPlaybook, playbookVersion, savePlaybook, writtenPlaybook } from '../playbooks/save-playbook.ts';
import { listMatches } from '../worklist/list-matches.ts';
import { listPlaybooks } from '../worklist/list-playbooks.ts';
import { readPlaybook } from '../worklist/read-playbook.ts';
import { forecastSchema } from './contract/forecast.ts';
import {
  checkedPlaybookSchema,
  matchesSchema,
  playbookInLibrarySchema,
  playbookSchema,
  publishedPlaybookSchema,
} from './contract/playbook.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
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

const publish = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Publish a document: a new playbook, or a new version of one',
  request: { params: inOrganisationPath, body: body(playbookVersion) },
  responses: {
    ...answers(201, publishedPlaybookSchema, 'What runs from now on. Runs that are open keep their version.'),
    ...problems(409, 422),
  },
});

const check = createRoute({
  method: 'post',
  path: '/api/organisations/{organisation}/playbook-checks',
  tags,
  summary: 'Ask what is wrong with a document; nothing is saved',
  request: { params: inOrganisationPath, body: body(writtenPlaybook) },
  responses: answers(200, checkedPlaybookSchema, 'In the order of the document.'),
});

const forecast = createRoute({
  method: 'post',
  path: '/api/organisations/{organisation}/playbook-forecasts',
  tags,
  summary: 'Ask whom a document would start for if it were published; nothing is saved',
  request: { params: inOrganisationPath, body: body(writtenPlaybook) },
  responses: {
    ...answers(200, forecastSchema, 'As of the last diagnosis. Events, the calendar and moves are not foreseen.'),
    ...problems(422),
  },
});

const retire = createRoute({
  method: 'post',
  path: `${path}/{key}/retirement`,
  tags,
  summary: 'Take a playbook out of use: open runs go on, no new one starts',
  request: { params: playbookPath, body: body(retirementReason) },
  responses: { ...answersNothing('It is retired. Situations that nobody works on are cleared.'), ...problems(409) },
});

const bringBack = createRoute({
  method: 'delete',
  path: `${path}/{key}/retirement`,
  tags,
  summary: 'Take a retired playbook into use again',
  request: { params: playbookPath },
  responses: { ...answersNothing('The next diagnosis starts it.'), ...problems(409) },
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
  routes.openapi(publish, async (c) => c.json(await savePlaybook(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(check, async (c) => c.json(await checkPlaybook(database, c.get('actor'), c.req.valid('json')), 200));
  routes.openapi(forecast, async (c) =>
    c.json(await forecastPlaybook(database, c.get('actor'), c.req.valid('json')), 200),
  );
  routes.openapi(read, async (c) =>
    c.json(await readPlaybook(database, c.get('actor'), c.req.valid('param').key), 200),
  );
  routes.openapi(retire, async (c) => {
    await retirePlaybook(database, c.get('actor'), c.req.valid('param').key, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(bringBack, async (c) => {
    await bringBackPlaybook(database, c.get('actor'), c.req.valid('param').key);
    return c.body(null, 204);
  });
  routes.openapi(matches, async (c) =>
    c.json(await listMatches(database, c.get('actor'), c.req.valid('param').key), 200),
  );
  return routes;
}
