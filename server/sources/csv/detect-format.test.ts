import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnNames, detectFormat, type FileFormat } from './detect-format.ts';
import { type CsvRow, readRows } from './read-rows.ts';
import { csvRow } from './write-csv.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steward csv '));
});
afterAll(() => rm(folder, { recursive: true }));

async function fileOf(content: string | Buffer): Promise<string> {
  const path = join(folder, `${Math.random()}.csv`);
  await writeFile(path, content);
  return path;
}

async function read(content: string | Buffer, known: Partial<FileFormat> = {}) {
  const path = await fileOf(content);
  const format = await detectFormat(path, known);
  const rows: CsvRow[] = [];
  for await (const row of readRows(path, format)) rows.push(row);
  return { format, rows, cells: rows.map(({ cells }) => cells) };
}

describe('the delimiter', () => {
  test.each([
    [',', 'id,name,city\n1,"Meyer, Sohn",Köln\n2,Acme,Rome\n'],
    [';', 'id;name;price\n1;"Meyer; Sohn";1,5\n2;Acme;2,75\n3;Beta;3,10\n'],
    ['\t', 'id\tname\tnote\n1\tAcme\ta, b; c\n2\tBeta\td, e; f\n'],
    ['|', 'id|name\n1|Acme, Inc.\n2|Beta, Ltd.\n'],
  ])('%j is found', async (delimiter, text) => {
    const { format, rows } = await read(text);
    expect(format.delimiter).toBe(delimiter);
    expect(rows.every(({ broken }) => !broken)).toBe(true);
  });

  test('may be declared as Excel does, or given', async () => {
    const declared = await read('sep=;\r\nid;name\r\n1;a,b\r\n');
    expect(declared.format).toMatchObject({ delimiter: ';', columns: ['id', 'name'] });
    expect(declared.cells).toEqual([['1', 'a,b']]);
    const given = await read('a:b\n1:2\n', { delimiter: ':' });
    expect(given.cells).toEqual([['1', '2']]);
  });

  test('is not needed for a single column', async () => {
    const { format, cells } = await read('domain\nacme.example\nbeta.example\n');
    expect(format.columns).toEqual(['domain']);
    expect(cells).toEqual([['acme.example'], ['beta.example']]);
  });

  test('is found past quoted cells with line breaks that the first 64 kB cut', async () => {
    const row = csvRow(['7', `Olá, "tudo"\nbem; e\tvocê?\n${'x'.repeat(3000)}`, '5']);
    const { format, rows } = await read(`id,comment,score\n${row.repeat(60)}`);
    expect(format).toMatchObject({ delimiter: ',', columns: ['id', 'comment', 'score'] });
    expect(rows).toHaveLength(60);
    expect(rows.every(({ broken }) => !broken)).toBe(true);
  });
});

describe('the header', () => {
  test('may stand below a title', async () => {
    const { format, rows } = await read('Accounts of March\n\nid,name,city\n1,Acme,Rome\n2,Beta,Bonn\n');
    expect(format).toMatchObject({ preamble: 1, columns: ['id', 'name', 'city'] });
    expect(rows.map(({ line }) => line)).toEqual([4, 5]);
  });

  test('may be missing', async () => {
    expect((await read('1,Acme,2018-01-01\n2,Beta,2018-02-01\n')).format).toMatchObject({
      hasHeader: false,
      columns: ['Column 1', 'Column 2', 'Column 3'],
    });
    expect((await read('acme,Berlin,DE\nbeta,Berlin,DE\n')).format.hasHeader).toBe(false);
    expect((await read('name,city\nAcme,Berlin\n')).format.hasHeader).toBe(true);
  });

  test('gets a name for each column', () => {
    expect(columnNames(['id', '', 'e-mail', ' e-mail ', 'two\nlines'])).toEqual([
      'id',
      'Column 2',
      'e-mail',
      'e-mail (2)',
      'two lines',
    ]);
  });
});

describe('quotes', () => {
  test('may be single, or escaped with a backslash', async () => {
    expect((await read("id,name\n1,'Meyer, Sohn'\n2,'It''s'\n")).cells).toEqual([
      ['1', 'Meyer, Sohn'],
      ['2', "It's"],
    ]);
    expect((await read('id,note\n1,"said \\"yes\\", left"\n2,"x"\n')).cells[0]).toEqual(['1', 'said "yes", left']);
  });
});

describe('the encoding', () => {
  const table = 'id,name\n1,Žofie Łódź\n2,Αθήνα\n3,漢字\n';
  test.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le'])('%s is told from its mark', async (encoding) => {
    const { format, cells } = await read(iconv.encode(table, encoding, { addBOM: true }));
    expect(format.encoding).toBe(encoding);
    expect(format.columns).toEqual(['id', 'name']);
    expect(cells[2]).toEqual(['3', '漢字']);
  });

  test.each(['utf-16le', 'utf-16be'])('%s is told without a mark', async (encoding) => {
    const { format } = await read(iconv.encode('id,name\n1,Acme\n', encoding));
    expect(format.encoding).toBe(encoding);
  });

  test('windows-1252 and others are told from their letters', async () => {
    const german = 'id;Straße;Preis\n1;Königsallee;5 €\n2;Größe – „klein“;7 €\n';
    const western = await read(iconv.encode(german, 'windows-1252'));
    expect(western.cells[1]).toEqual(['2', 'Größe – „klein“', '7 €']);
    const russian = 'номер,город\n1,Москва и область\n2,Санкт-Петербург\n3,Нижний Новгород\n';
    expect((await read(iconv.encode(russian, 'windows-1251'))).cells[2]).toEqual(['3', 'Нижний Новгород']);
  });

  test('is right even where the first umlaut stands after the first 64 kB', async () => {
    const text = `id,name\n${'1,Acme\n'.repeat(20_000)}2,Müller\n`;
    const { format, cells } = await read(iconv.encode(text, 'windows-1252'));
    expect(format.encoding).toBe('windows-1252');
    expect(cells.at(-1)).toEqual(['2', 'Müller']);
    expect((await read(text)).format.encoding).toBe('utf-8');
  });

  test('stays UTF-8 when one character of many is damaged', async () => {
    const bytes = Buffer.concat([Buffer.from('id,name\n1,äöüßéèàç\n2,'), Buffer.from([0xe4]), Buffer.from('\n')]);
    expect((await read(bytes)).cells).toEqual([
      ['1', 'äöüßéèàç'],
      ['2', '\ufffd'],
    ]);
  });

  test('is not sought in files that are no text', async () => {
    await expect(read(Buffer.from([0x50, 0x4b, 3, 4, 0, 0]))).rejects.toThrow(/save the sheet as CSV/);
    await expect(read(Buffer.from('id\u0000\u0001\u0002name'))).rejects.toThrow(/binary data/);
    await expect(read('')).rejects.toThrow(/empty/);
    await expect(read('\n\n')).rejects.toThrow(/no rows/);
  });
});

test('what is written in any delimiter and encoding is read back', async () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', 'ß', ' ', '"', ',', ';', '|', '\n'), minLength: 1 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer(), word, fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 3 }),
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
      async (values, delimiter, encoding) => {
        const expected = values.map(([id, text, number]) => [`${id}`, text.trim(), `${number}`]);
        const text = [['id', 'some text', 'value'], ...values.map((row) => row.map(String))]
          .map((row) => csvRow(row, delimiter))
          .join('');
        const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf-16') });
        const { cells } = await read(bytes, encoding === 'windows-1252' ? { encoding } : {});
        expect(cells.map((row) => row.map((cell) => cell.trim()))).toEqual(expected);
      },
    ),
    { numRuns: 60 },
  );
});

test('a stream says how many bytes it has read', async () => {
  const path = await fileOf(`id,name\n${'1,Acme\n'.repeat(100_000)}`);
  const rows = readRows(path, await detectFormat(path));
  let count = 0;
  for await (const _ of rows) count += 1;
  expect(count).toBe(100_000);
  expect(rows.bytesRead).toBe(700_008);
});
