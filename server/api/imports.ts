import { createRoute, z } from '@hono/zod-openapi';
import { mayI } from '../context/permission.ts';
import { problem } from '../lib/problem.ts';
import { createImport } from '../sources/imports/create-import.ts';
import { discardImport } from '../sources/imports/discard-import.ts';
import { importSettingsSchema, mappingSchema } from '../sources/imports/import-settings.ts';
import { listImports, readImport } from '../sources/imports/list-imports.ts';
import { listKinds } from '../sources/imports/list-kinds.ts';
import { previewImport } from '../sources/imports/preview-import.ts';
import { requestUndo } from '../sources/imports/request-undo.ts';
import { startImport } from '../sources/imports/start-import.ts';
import { stopImport } from '../sources/imports/stop-import.ts';
import { recordKindKeys } from '../sources/kinds/record-kinds.ts';
import { importKindSchema, importPreviewSchema, importSchema } from './contract/import.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const organisation = '/api/organisations/{organisation}';
const path = `${organisation}/imports`;
const tags = ['Imports'];

/** A file is read from the disk later: what bounds it is only that disk. */
const MOST_BYTES = 20 * 1024 ** 3;

const said = z.strictObject({ mapping: mappingSchema.optional(), settings: importSettingsSchema.optional() });

const kinds = createRoute({
  method: 'get',
  path: `${organisation}/import-kinds`,
  tags,
  summary: 'What can be imported, with the fields of each',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ kinds: z.array(importKindSchema) }), 'The kinds of record.'),
});

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List imports, the newest first',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ imports: z.array(importSchema) }), 'The last 100.'),
});

const upload = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Upload a CSV file; nothing is imported yet',
  description: 'The file is the body itself, and may be large: it is written to the disk as it comes.',
  request: {
    params: inOrganisationPath,
    query: z.object({
      kind: z.enum(recordKindKeys),
      source: z.string().min(1).max(100).openapi({ description: 'Name of the source; one that is new is made.' }),
      fileName: z.string().min(1).max(300),
    }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
  responses: { ...answers(201, importSchema, 'The file is safe.'), ...problems(413) },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'Read an import with its progress',
  request: { params: withIdPath },
  responses: answers(200, importSchema, 'The import.'),
});

const preview = createRoute({
  method: 'post',
  path: `${path}/{id}/preview`,
  tags,
  summary: 'Show what an import would do: how the file is read, which column goes where, the first rows as stored',
  request: { params: withIdPath, body: body(said) },
  responses: { ...answers(200, importPreviewSchema, 'What would happen, and what is still open.'), ...problems(409) },
});

const start = createRoute({
  method: 'post',
  path: `${path}/{id}/start`,
  tags,
  summary: 'Start an import that has been uploaded',
  request: { params: withIdPath, body: body(said) },
  responses: { ...answers(202, importSchema, 'It is running.'), ...problems(409) },
});

const stop = createRoute({
  method: 'post',
  path: `${path}/{id}/stop`,
  tags,
  summary: 'Stop an import that is running; what it has written stays until it is undone',
  request: { params: withIdPath },
  responses: { ...answers(200, importSchema, 'It has stopped.'), ...problems(409) },
});

const undo = createRoute({
  method: 'post',
  path: `${path}/{id}/undo`,
  tags,
  summary: 'Undo an import that has ended',
  request: { params: withIdPath },
  responses: { ...answers(202, importSchema, 'It is being undone.'), ...problems(409) },
});

const discard = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  tags,
  summary: 'Forget an upload that has not been started',
  request: { params: withIdPath },
  responses: { ...answersNothing('The upload and its file are gone.'), ...problems(409) },
});

export function importRoutes({ database, config }: Steward) {
  const routes = newRoutes();
  const { dataDir } = config;

  routes.openapi(kinds, (c) => c.json({ kinds: listKinds() }, 200));
  routes.openapi(list, async (c) => c.json({ imports: await listImports(database, c.get('actor')) }, 200));

  routes.openapi(upload, async (c) => {
    // Before the first byte is read, not after the last.
    mayI(c.get('actor'), 'manage_sources');
    if (Number(c.req.header('content-length') ?? 0) > MOST_BYTES) throw tooLarge();
    const { body: content } = c.req.raw;
    if (content === null) throw problem(400, 'There is no file in the request. Send it as the body.');
    const made = await createImport(
      database,
      c.get('actor'),
      { ...c.req.valid('query'), content: bounded(content) },
      dataDir,
    );
    return c.json(made, 201);
  });

  routes.openapi(read, async (c) => c.json(await readImport(database, c.get('actor'), c.req.valid('param').id), 200));

  routes.openapi(preview, async (c) =>
    c.json(await previewImport(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'), dataDir), 200),
  );

  routes.openapi(start, async (c) =>
    c.json(await startImport(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'), dataDir), 202),
  );

  routes.openapi(stop, async (c) =>
    c.json(await stopImport(database, c.get('actor'), c.req.valid('param').id, dataDir), 200),
  );

  routes.openapi(undo, async (c) => c.json(await requestUndo(database, c.get('actor'), c.req.valid('param').id), 202));

  routes.openapi(discard, async (c) => {
    await discardImport(database, c.get('actor'), c.req.valid('param').id, dataDir);
    return c.body(null, 204);
  });
  return routes;
}

async function* bounded(content: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw tooLarge();
    yield chunk;
  }
}

function tooLarge() {
  return problem(413, 'The file is larger than 20 GB. Split it, and import the parts one after the other.');
}
