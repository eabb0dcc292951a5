import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { parseMapping } from '../csv/mapping.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { countsOf, type ImportStage, startImportStage } from './import-cast.test-support.ts';
import { readImport } from './list-imports.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';

let stage: ImportStage;
beforeAll(async () => {
  stage = await startImportStage();
});
afterAll(() => stage.close());

/** Starts the import in another process and kills that some milliseconds after its n-th batch. */
async function killed(importId: string, batches: number, milliseconds: number): Promise<void> {
  const settings = {
    connection: stage.api.connection,
    secret: inject('secret'),
    organisationId: stage.alice.organisation.id,
    importId,
    dataDir: stage.dataDir,
  };
  const child = spawn(process.execPath, [fileURLToPath(new URL('./import-process.test-support.ts', import.meta.url))], {
    env: { ...process.env, IMPORT: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let lines = 0;
  child.stdout.on('data', (text: Buffer) => {
    lines += text.toString().split('\n').length - 1;
    if (lines >= batches) setTimeout(() => child.kill('SIGKILL'), milliseconds);
  });
  await new Promise((resolve) => child.on('close', resolve));
}

const files: [RecordKindKey, string[], (row: number) => string][] = [
  [
    'usage',
    ['id=id', 'account=account', 'event==login', 'occurred_at=at'],
    (row) => `${row},a${row % 300},2026-01-0${(row % 9) + 1}`,
  ],
  ['tickets', ['id=id', 'account=account', 'opened_at=at'], (row) => `${row % 13_500},a${row % 500},2026-01-01`],
];

test.each(files)(
  'killed at any moment, an import of %s loses and doubles nothing',
  { timeout: 120_000 },
  async (kind, mapping, line) => {
    const text = `id,account,at\n${Array.from({ length: 14_000 }, (_, row) => line(row)).join('\n')}\n`;
    const { id } = await stage.upload(kind, text);
    const said = { mapping: parseMapping(mapping), settings: { createAccounts: true } };
    await startImport(stage.database, stage.alice.actor, id, said, stage.dataDir);
    for (let kill = 0; kill < 3; kill += 1) await killed(id, 1 + Math.floor(Math.random() * 2), Math.random() * 60);
    const progress = await readImport(stage.database, stage.alice.actor, id);
    expect(progress.rowsRead).toBeGreaterThan(0);
    await runImport(stage.database, stage.alice.organisation.id, id, { dataDir: stage.dataDir });
    const found = await readImport(stage.database, stage.alice.actor, id);
    const distinct = new Set(
      text
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split(',')[0]),
    ).size;
    const repeated = 14_000 - distinct;
    expect([found.state, ...countsOf(found)]).toEqual(['completed', 14_000, distinct, 0, repeated, 0]);
    if (kind === 'usage') {
      const [days] = await stage.query('select sum(amount) as amount from usage_day where organisation_id = $1');
      expect(days).toEqual({ amount: 14_000 });
    }
  },
);
