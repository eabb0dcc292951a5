import { createRoute, z } from '@hono/zod-openapi';
import { listReports, readReport } from '../routines/reports/list-reports.ts';
import { type OwnReport, readOwnReport, reportEntry, saveOwnReport } from '../routines/reports/own-report.ts';
import { ownReportSchema, reportInListSchema, reportKindSchema, reportSchema } from './contract/report.ts';
import { answers, body, inOrganisationPath, newRoutes, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/reports';
const tags = ['My day'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List finished reports: your own, and those of whom you manage',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ reports: z.array(reportInListSchema) }), 'The newest first, at most 200.'),
});

const read = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'Read a finished report',
  request: { params: withIdPath },
  responses: answers(200, reportSchema, 'The report.'),
});

const ownPath = '/api/organisations/{organisation}/my-day/reports/{kind}';

const readOwn = createRoute({
  method: 'get',
  path: ownPath,
  tags,
  summary: 'Read your wrap-up, plan, review or weekly report: as saved, or prepared from the data',
  request: {
    params: inOrganisationPath.extend({ kind: reportKindSchema }),
    query: z.object({
      day: z.iso.date().optional().openapi({ description: 'A day of the period; today when left out.' }),
      anew: z.enum(['true', 'false']).optional().openapi({ description: 'Prepare it anew; what is saved stays.' }),
    }),
  },
  responses: answers(200, ownReportSchema, 'The report.'),
});

const saveOwn = createRoute({
  method: 'put',
  path: `${ownPath}/{day}`,
  tags,
  summary: 'Save your wrap-up, plan, review or weekly report, or finish it',
  request: {
    params: inOrganisationPath.extend({ kind: reportKindSchema, day: z.iso.date() }),
    body: body(reportEntry),
  },
  responses: answers(200, ownReportSchema, 'The report; finished, the manager can read it.'),
});

export function reportRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => {
    const reports = await listReports(database, c.get('actor'));
    return c.json({ reports: reports.map((one) => ({ ...one, finishedAt: one.finishedAt.toISOString() })) }, 200);
  });
  routes.openapi(read, async (c) => {
    const report = await readReport(database, c.get('actor'), c.req.valid('param').id);
    return c.json({ ...report, finishedAt: report.finishedAt.toISOString() }, 200);
  });
  routes.openapi(readOwn, async (c) => {
    const { day, anew } = c.req.valid('query');
    const options = { anew: anew === 'true' };
    return c.json(
      own(await readOwnReport(database, c.get('actor'), c.req.valid('param').kind, day ?? null, options)),
      200,
    );
  });
  routes.openapi(saveOwn, async (c) => {
    const { kind, day } = c.req.valid('param');
    return c.json(own(await saveOwnReport(database, c.get('actor'), kind, day, c.req.valid('json'))), 200);
  });
  return routes;
}

function own({ savedAt, finishedAt, ...report }: OwnReport) {
  return { ...report, savedAt: savedAt?.toISOString() ?? null, finishedAt: finishedAt?.toISOString() ?? null };
}
