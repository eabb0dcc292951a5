import { existsSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditOf } from '../../../test/audit.ts';
import { parseMapping } from '../csv/mapping.ts';
import { describeKinds } from '../kinds/describe-kinds.ts';
import { discardImport } from './discard-import.ts';
import { chunksOf, countsOf, type ImportStage, startImportStage } from './import-cast.test-support.ts';
import { importFile } from './import-file.ts';
import { listImports } from './list-imports.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';
import { stopImport } from './stop-import.ts';
import { sweepImports } from './sweep-imports.ts';

let stage: ImportStage;
beforeAll(async () => {
  stage = await startImportStage();
});
afterAll(() => stage.close());

const fileOf = (id: string) => join(stage.dataDir, 'imports', id);
const mapping = parseMapping(['id=id', 'account=account', 'opened_at=at']);

test('the command line gets a report of all rows, and after a wrong mapping nothing stays', async () => {
  const { database, alice, dataDir } = stage;
  const file = (text: string) => ({
    kind: 'tickets' as const,
    source: 'desk',
    fileName: 't.csv',
    content: chunksOf(text),
  });
  const text = 'id,account,at\n1,Acai,2026-01-01\n2,,soon\n';
  const report = await importFile(
    database,
    alice.actor,
    file(text),
    { mapping, settings: { createAccounts: true } },
    { dataDir },
  );
  expect(report).toEqual({
    import: expect.any(String),
    read: 2,
    created: 1,
    updated: 0,
    unchanged: 0,
    rejected: [
      { row: 3, column: 'account', problem: 'Account is empty.', mend: 'Fill in the cell, or leave the row out.' },
      { row: 3, column: 'at', problem: '"soon" is not a date.', mend: 'Write dates such as 2018-04-03.' },
    ],
  });
  const before = await listImports(database, alice.actor);
  const wrong = importFile(database, alice.actor, file(text), { mapping: mapping.slice(1, 2) }, { dataDir });
  await expect(wrong).rejects.toMatchObject({ details: [{ at: 'opened_at' }] });
  expect(await listImports(database, alice.actor)).toEqual(before);
});

test('an upload is discarded with its file, by those who may', async () => {
  const { database, alice, dataDir } = stage;
  const { vic, mallory } = stage.api.world;
  const { id } = await stage.upload('tickets', 'id,account,at\n');
  await expect(discardImport(database, vic.actor, id, dataDir)).rejects.toMatchObject({ status: 403 });
  await expect(discardImport(database, mallory.actor, id, dataDir)).rejects.toMatchObject({ status: 404 });
  expect(existsSync(fileOf(id))).toBe(true);
  await discardImport(database, alice.actor, id, dataDir);
  expect(existsSync(fileOf(id))).toBe(false);
  expect(await auditOf(database, alice, 'import.discarded')).toContainEqual(expect.objectContaining({ entity_id: id }));
  const done = await stage.read('tickets', 'id,account,at\n1,Acai,2026-01-01\n', [
    'id=id',
    'account=account',
    'opened_at=at',
  ]);
  await expect(discardImport(database, alice.actor, done.id, dataDir)).rejects.toMatchObject({ status: 409 });
});

test('a running import is stopped behind its batch, and the next one goes on', async () => {
  const { database, alice, dataDir } = stage;
  const { vic, mallory } = stage.api.world;
  const text = `id,account,at\n${Array.from({ length: 6000 }, (_, at) => `s${at},Acai,2026-01-01`).join('\n')}\n`;
  const { id } = await stage.upload('tickets', text);
  await expect(stopImport(database, alice.actor, id, dataDir)).rejects.toMatchObject({ status: 409 });
  await startImport(database, alice.actor, id, { mapping }, dataDir);
  await expect(stopImport(database, vic.actor, id, dataDir)).rejects.toMatchObject({ status: 403 });
  await expect(stopImport(database, mallory.actor, id, dataDir)).rejects.toMatchObject({ status: 404 });
  let stopping: Promise<unknown> | undefined;
  const ended = await runImport(database, alice.organisation.id, id, {
    dataDir,
    onProgress: () => {
      stopping ??= stopImport(database, alice.actor, id, dataDir);
    },
  });
  await stopping;
  expect(ended).toMatchObject({ state: 'failed', problem: 'Stopped by Alice.' });
  expect(ended.rowsRead).toBeLessThan(6000);
  const rest = await stage.read('tickets', text, ['id=id', 'account=account', 'opened_at=at']);
  expect(countsOf(rest)).toEqual([6000, 6000 - ended.rowsCreated, 0, ended.rowsCreated, 0]);
  expect(await stage.undo(id)).toMatchObject({ state: 'undone' });
});

test('old uploads and stray files are swept away, others stay', async () => {
  const { id } = await stage.upload('tickets', 'id,account,at\n');
  const old = new Date(Date.now() - 3 * 86_400_000);
  for (const name of ['stray', 'stray.part', id]) {
    if (name !== id) await writeFile(fileOf(name), 'x');
    await utimes(fileOf(name), old, old);
  }
  await writeFile(fileOf('arriving.part'), 'x');
  expect(await sweepImports(stage.database, stage.dataDir)).toBe(2);
  expect([id, 'arriving.part', 'stray'].map((name) => existsSync(fileOf(name)))).toEqual([true, true, false]);
  await stage.query(
    `update import set created_at = now() - interval '8 days' where organisation_id = $1 and state = 'uploaded'`,
  );
  expect(await sweepImports(stage.database, stage.dataDir)).toBe(1);
  expect(existsSync(fileOf(id))).toBe(false);
});

test('kinds of record describe themselves', () => {
  const tickets = describeKinds().find(({ key }) => key === 'tickets');
  expect(tickets?.fields.find(({ key }) => key === 'priority')).toEqual({
    key: 'priority',
    title: 'Priority',
    type: 'label',
    required: false,
    joins: false,
    labels: ['low', 'normal', 'high', 'urgent'],
    hint: null,
  });
  expect(tickets?.fields.filter(({ required }) => required).map(({ key }) => key)).toEqual(['account', 'opened_at']);
});
