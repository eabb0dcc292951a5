import { createRoute } from '@hono/zod-openapi';
import { auditFilter, listAuditEntries } from '../audit/list-entries.ts';
import { auditPageSchema } from './contract/audit-entry.ts';
import { answers, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const list = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/audit-entries',
  tags: ['Audit log'],
  summary: 'Read the audit log, newest first',
  description: 'Pass `next` of an answer as `before` to go on.',
  request: { params: inOrganisationPath, query: auditFilter },
  responses: answers(200, auditPageSchema, 'A page of the log.'),
});

export function auditEntryRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) =>
    c.json(await listAuditEntries(database, c.get('actor'), c.req.valid('query')), 200),
  );
  return routes;
}
