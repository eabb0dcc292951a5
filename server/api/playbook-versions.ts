import { createRoute, z } from '@hono/zod-openapi';
import { compareVersions, listVersions, readVersion, versionComparison } from '../playbooks/list-versions.ts';
import { comparisonSchema, playbookVersionInListSchema, playbookVersionSchema } from './contract/playbook-version.ts';
import { answers, body, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/playbooks/{key}';
const tags = ['Playbooks'];
const playbookPath = inOrganisationPath.extend({ key: z.string().min(1).max(64) });

const list = createRoute({
  method: 'get',
  path: `${path}/versions`,
  tags,
  summary: 'List the versions of a playbook: when, by whom and why each was published',
  request: { params: playbookPath },
  responses: answers(200, z.object({ versions: z.array(playbookVersionInListSchema) }), 'The newest first.'),
});

const read = createRoute({
  method: 'get',
  path: `${path}/versions/{version}`,
  tags,
  summary: 'Read a version of a playbook as it was written',
  request: { params: playbookPath.extend({ version: z.coerce.number().int().min(1).max(2_147_483_647) }) },
  responses: answers(200, playbookVersionSchema, 'The version with its document.'),
});

const compare = createRoute({
  method: 'post',
  path: `${path}/comparisons`,
  tags,
  summary: 'Hold a version of a playbook against another one, or against a text; nothing is saved',
  request: { params: playbookPath, body: body(versionComparison) },
  responses: answers(200, comparisonSchema, 'All lines of both, in order.'),
});

export function playbookVersionRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) =>
    c.json({ versions: await listVersions(database, c.get('actor'), c.req.valid('param').key) }, 200),
  );
  routes.openapi(read, async (c) => {
    const { key, version } = c.req.valid('param');
    return c.json(await readVersion(database, c.get('actor'), key, version), 200);
  });
  routes.openapi(compare, async (c) =>
    c.json(
      { lines: await compareVersions(database, c.get('actor'), c.req.valid('param').key, c.req.valid('json')) },
      200,
    ),
  );
  return routes;
}
