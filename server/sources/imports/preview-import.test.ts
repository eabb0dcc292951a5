import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Problem } from '../../lib/problem.ts';
import { parseMapping, printMapping } from '../csv/mapping.ts';
import { createImport } from './create-import.ts';
import { chunksOf, type ImportStage, startImportStage } from './import-cast.test-support.ts';
import { listImports, readImport } from './list-imports.ts';
import { previewImport } from './preview-import.ts';
import { requestUndo } from './request-undo.ts';
import { startImport } from './start-import.ts';

let stage: ImportStage;
beforeAll(async () => {
  stage = await startImportStage();
});
afterAll(() => stage.close());

const preview = (id: string, said: Parameters<typeof previewImport>[3] = {}) =>
  previewImport(stage.database, stage.alice.actor, id, said, stage.dataDir);
const start = (id: string, said: Parameters<typeof startImport>[3] = {}) =>
  startImport(stage.database, stage.alice.actor, id, said, stage.dataDir);

describe('the preview', () => {
  test('guesses the mapping and shows the first rows as they would be stored', async () => {
    const { id } = await stage.upload(
      'accounts',
      'Kundennummer;Firma;Umsatz;Vertragsende\n1;Borealis;1.200,50;31.12.2027\n2;Caju;x;31.12.2027\n',
    );
    const shown = await preview(id);
    expect(shown).toMatchObject({
      mappedBy: 'guess',
      settings: { timeZone: 'Europe/Berlin', currency: 'EUR', format: { delimiter: ';' } },
      problems: [],
      questions: [],
    });
    expect(printMapping(shown.mapping)).toEqual(['id=Kundennummer', 'name=Firma', 'renewal_date=Vertragsende']);
    const mapped = await preview(id, { mapping: parseMapping(['id=Kundennummer', 'name=Firma', 'arr=Umsatz']) });
    expect(mapped.rows).toEqual([
      {
        row: 2,
        cells: ['1', 'Borealis', '1.200,50', '31.12.2027'],
        values: { id: '1', name: 'Borealis', arr: 120050 },
        problems: [],
      },
      {
        row: 3,
        cells: ['2', 'Caju', 'x', '31.12.2027'],
        values: {},
        problems: [
          {
            row: 3,
            column: 'Umsatz',
            problem: '"x" is not an amount with a decimal comma.',
            mend: 'Write only digits, such as 1234,5.',
          },
        ],
      },
    ]);
    const kept = await preview(id, { settings: { keepRest: true } });
    expect(printMapping(kept.mapping)).toContain('attributes.umsatz=Umsatz');
  });

  test('shows what is wrong with a mapping, and accounts that are not there', async () => {
    const { id } = await stage.upload('tickets', 'id,who,at\n1,nobody,2026-01-01\n');
    const wrong = await preview(id, { mapping: parseMapping(['id=id', 'acount=who', 'opened_at=att']) });
    expect(wrong.problems.map(({ at, mend }) => `${at}: ${mend}`)).toEqual([
      'acount: Did you mean account?',
      'opened_at: Did you mean "at"?',
      'account: Map a column to it: account=column, or say what all rows have: account==value.',
    ]);
    const right = await preview(id, { mapping: parseMapping(['id=id', 'account=who', 'opened_at=at']) });
    expect(right.unknownAccounts).toEqual(['nobody']);
  });

  test('asks about dates and numbers that can be read in two ways, and starts only with an answer', async () => {
    const text = 'id,name,arr,end\n1,Borealis,"1,200",03/04/2027\n2,Caju,"2,000",05/06/2027\n';
    const { id } = await stage.upload('accounts', text);
    const mapping = parseMapping(['id=id', 'name=name', 'arr=arr', 'renewal_date=end']);
    const { questions, rows } = await preview(id, { mapping });
    expect(questions.map(({ column, about }) => `${column} ${about}`)).toEqual(['arr decimal', 'end dateOrder']);
    expect(rows[0]?.problems.map(({ problem }) => problem)).toEqual([
      '"1,200" can be 1200 or 1.200.',
      '"03/04/2027" can be 2027-04-03 or 2027-03-04.',
    ]);
    const refusal = await start(id, { mapping }).catch((error: Problem) => error);
    expect(refusal).toMatchObject({ status: 400, details: [{ at: 'arr' }, { at: 'end' }] });
    const settings = { decimal: '.' as const, formats: { end: { dateOrder: 'dmy' as const } } };
    const answered = await preview(id, { mapping, settings });
    expect(answered.questions).toEqual([]);
    expect(answered.rows[0]?.values).toMatchObject({ arr: 120000, renewal_date: '2027-04-03' });
    expect(await start(id, { mapping, settings })).toMatchObject({ state: 'running' });
  });

  test('refuses settings and mappings that make no sense', async () => {
    const { id } = await stage.upload('accounts', 'id,name\n1,Borealis\n');
    const wrong: unknown[] = [
      { settings: { dateOrder: 'ymd' } },
      { settings: { delimiter: ';;' } },
      { mapping: [{ target: 'id' }] },
      { mapping: [{ target: 'id', column: 'id', constant: '1' }] },
    ];
    for (const said of wrong) await expect(preview(id, said as never)).rejects.toHaveProperty('issues');
    await expect(start(id, { settings: { timeZone: 'Europe/Atlantis' } })).rejects.toThrow(/no time zone/);
    await expect(preview(id, { settings: { currency: 'XYZ' } })).rejects.toThrow(/no currency/);
    await expect(preview(id, { settings: { encoding: 'utf-99' } })).rejects.toThrow(/no encoding/);
  });

  test('remembers the mapping and the answers of the last file with these columns, in any order', async () => {
    const mapping = parseMapping(['id=a', 'name=b', 'renewal_date=c']);
    const { id } = await stage.upload('accounts', 'a,b,c\n1,Borealis,03/04/2027\n', 'memory');
    await start(id, { mapping, settings: { dateOrder: 'mdy', timeZone: 'America/New_York' } });
    const next = await stage.upload('accounts', 'c,a,b\n05/06/2027,2,Caju\n', 'memory');
    const shown = await preview(next.id);
    expect(shown).toMatchObject({
      mappedBy: 'memory',
      mapping,
      questions: [],
      settings: { timeZone: 'America/New_York' },
    });
    expect(shown.rows[0]?.values).toMatchObject({ renewal_date: '2027-05-06' });
    await start(next.id);
    const third = await stage.upload('accounts', 'a,b,c\n1,Borealis,03/04/2027\n', 'memory');
    expect((await preview(third.id)).settings.timeZone).toBe('America/New_York');
    const elsewhere = await stage.upload('accounts', 'a,b,c\n1,Borealis,03/04/2027\n', 'another source');
    expect((await preview(elsewhere.id)).mappedBy).toBe('guess');
  });

  test('keeps the type that an attribute has already', async () => {
    const mapping = ['id=id', 'attributes.level=level'];
    await stage.read('accounts', 'id,level\n1,3\n2,4\n', mapping);
    expect(
      await stage.query(`select type from account_attribute where organisation_id = $1 and key = 'level'`),
    ).toEqual([{ type: 'number' }]);
    const found = await stage.read('accounts', 'id,level\n1,high\n2,5\n', mapping);
    expect(await stage.rejected(found.id)).toEqual(['2 level: "high" is not a number.']);
  });
});

describe('only those who may', () => {
  test('import and undo; everybody reads; strangers see nothing', async () => {
    const { vic, mallory, maya } = stage.api.world;
    const { database, dataDir } = stage;
    const content = () => chunksOf('id,name\n1,Borealis\n');
    const file = { kind: 'accounts' as const, source: 'crm', fileName: 'a.csv' };
    await expect(createImport(database, vic.actor, { ...file, content: content() }, dataDir)).rejects.toMatchObject({
      status: 403,
    });
    const made = await createImport(database, maya.actor, { ...file, content: content() }, dataDir);
    expect(made).toMatchObject({ createdByName: 'Maya', state: 'uploaded', bytesTotal: 19 });
    expect(await readImport(database, vic.actor, made.id)).toEqual(made);
    expect((await listImports(database, vic.actor))[0]).toEqual(made);
    const refused = { status: 403 };
    await expect(previewImport(database, vic.actor, made.id, {}, dataDir)).rejects.toMatchObject(refused);
    await expect(startImport(database, vic.actor, made.id, {}, dataDir)).rejects.toMatchObject(refused);
    expect(() => requestUndo(database, vic.actor, made.id)).toThrow(expect.objectContaining(refused));
    const hidden = { status: 404 };
    await expect(readImport(database, mallory.actor, made.id)).rejects.toMatchObject(hidden);
    await expect(previewImport(database, mallory.actor, made.id, {}, dataDir)).rejects.toMatchObject(hidden);
    await expect(startImport(database, mallory.actor, made.id, {}, dataDir)).rejects.toMatchObject(hidden);
    await expect(requestUndo(database, mallory.actor, made.id)).rejects.toMatchObject(hidden);
    await expect(requestUndo(database, maya.actor, made.id)).rejects.toMatchObject({ status: 409 });
    await start(made.id);
    await expect(start(made.id)).rejects.toMatchObject({ status: 409 });
  });

  test('files that cannot be read leave nothing behind', async () => {
    const imports = async () => (await listImports(stage.database, stage.alice.actor)).length;
    const before = await imports();
    await expect(stage.upload('accounts', '')).rejects.toThrow(/empty/);
    expect(await imports()).toBe(before);
  });
});
