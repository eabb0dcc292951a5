import { createRoute, z } from '@hono/zod-openapi';
import { stream } from 'hono/streaming';
import { readImport } from '../sources/imports/list-imports.ts';
import { listRejectedRows, rejectedRowsFile } from '../sources/imports/rejected-rows.ts';
import { rejectedRowSchema } from './contract/import.ts';
import { answers, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/imports/{id}';
const tags = ['Imports'];

const list = createRoute({
  method: 'get',
  path: `${path}/rejections`,
  tags,
  summary: 'List the problems of rows that were rejected',
  description: 'Pass row and position of the last one to go on.',
  request: {
    params: withIdPath,
    query: z.object({
      row: z.coerce.number().int().min(0).default(0),
      position: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
  },
  responses: answers(200, z.object({ rejections: z.array(rejectedRowSchema) }), 'In the order of the file.'),
});

const download = createRoute({
  method: 'get',
  path: `${path}/rejections.csv`,
  tags,
  summary: 'Download the rejected rows, each with what is wrong and how to mend it',
  request: { params: withIdPath },
  responses: {
    200: { description: 'The rows, to be mended and imported again.', content: { 'text/csv': { schema: z.string() } } },
    ...problems(401, 404),
  },
});

export function importRejectionRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => {
    const { limit, ...behind } = c.req.valid('query');
    const { id } = c.req.valid('param');
    await readImport(database, c.get('actor'), id);
    return c.json({ rejections: await listRejectedRows(database, c.get('actor'), id, { behind, limit }) }, 200);
  });
  routes.openapi(download, async (c) => {
    const { id } = c.req.valid('param');
    const { fileName } = await readImport(database, c.get('actor'), id);
    c.header('Content-Type', 'text/csv; charset=utf-8');
    const name = encodeURIComponent(`rejected ${fileName}`);
    c.header('Content-Disposition', `attachment; filename="rejected.csv"; filename*=UTF-8''${name}`);
    return stream(c, async (out) => {
      for await (const lines of rejectedRowsFile(database, c.get('actor'), id)) await out.write(lines);
    });
  });
  return routes;
}
