import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRecord, type Dialect, splitRecords } from './split-records.ts';
import { csvRow } from './write-csv.ts';

const comma: Dialect = { delimiter: ',', quote: '"', escape: '"', newline: '\n' };

async function split(text: string, columns?: number, dialect: Dialect = comma, chunkSize = 1 << 16) {
  const bytes = Buffer.from(text);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkSize) }, (_, at) =>
    bytes.subarray(at * chunkSize, (at + 1) * chunkSize),
  );
  const records: CsvRecord[] = [];
  for await (const record of splitRecords(chunks, dialect, columns === undefined ? {} : { columns }))
    records.push(record);
  return records;
}

const cellsAndLines = (records: CsvRecord[]) =>
  records.map(({ line, cells, broken }) => (broken ? `${line}: ${broken.problem}` : `${line}: ${cells.join('|')}`));

describe('sound files', () => {
  test('give each record its first line, past blank lines and line breaks inside quotes', async () => {
    const records = await split('a,b\n\n1,"two\r\nlines"\r\n\r\n3,4', 2);
    expect(records.map(({ line, lastLine, cells }) => [line, lastLine, ...cells])).toEqual([
      [1, 1, 'a', 'b'],
      [3, 4, '1', 'two\r\nlines'],
      [6, 6, '3', '4'],
    ]);
  });

  test('may mix line ends, end rows in spare delimiters and hold a quote inside an unquoted cell', async () => {
    expect(cellsAndLines(await split('a,b\r\n1,9" tablet\n2,x,,\n3,"y"\n 4 , "z, z" \n', 2))).toEqual([
      '1: a|b',
      '2: 1|9" tablet',
      '3: 2|x',
      '4: 3|y',
      '5: 4|z, z',
    ]);
  });

  test('of old Macs count carriage returns as lines', async () => {
    expect(cellsAndLines(await split('a,b\r1,2\r3,4\r', 2, { ...comma, newline: '\r' }))).toEqual([
      '1: a|b',
      '2: 1|2',
      '3: 3|4',
    ]);
  });

  test('with backslash escapes', async () => {
    const [record] = await split('1,"say \\"yes\\", then"\n', 2, { ...comma, escape: '\\' });
    expect(record?.cells).toEqual(['1', 'say "yes", then']);
  });

  test('come back as they were written, whatever the cells, the delimiter and the chunks', async () => {
    const cell = fc.oneof(
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'a', 'é', '漢', '🙂', "'", '\\') }),
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\ufeff')),
    );
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 5 })
          .chain((width) =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
          ),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.integer({ min: 1, max: 40 }),
        async (rows, delimiter, chunkSize) => {
          const text = rows.map((row) => csvRow(row, delimiter)).join('');
          const dialect = { ...comma, delimiter };
          const records = await split(text, rows[0]!.length, dialect, chunkSize);
          expect(records.map(({ cells }) => cells)).toEqual(rows);
          let line = 1;
          for (const [at, row] of rows.entries()) {
            expect(records[at]?.line).toBe(line);
            line += 1 + row.join('').split('\n').length - 1;
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a broken record', () => {
  const stray = 'A quoted cell is followed by more text before the next delimiter.';
  const open = 'A quote is opened in this line and not closed where its cell should end.';

  test('with a stray quote costs its own line only', async () => {
    expect(cellsAndLines(await split('1,"a" b\n2,c\n3,"d"x,"e"\n4,f\n', 2))).toEqual([
      `1: ${stray}`,
      '2: 2|c',
      `3: ${stray}`,
      '4: 4|f',
    ]);
  });

  test('with a quote that is never closed does not swallow what follows', async () => {
    expect(cellsAndLines(await split('1,"a\n2,b\n3,c', 2))).toEqual([`1: ${open}`, '2: 2|b', '3: 3|c']);
    expect(cellsAndLines(await split('1,"a\n2,"b"\n3,c\n', 2))).toEqual([`1: ${stray}`, '2: 2|b', '3: 3|c']);
  });

  test('that another stray quote seems to close does not take sound rows with it', async () => {
    expect(cellsAndLines(await split('1,"a\n2,b\n3,"\n4,d\n', 2))).toEqual([
      '1: 1|a\n2,b\n3,', // reads as two cells: nothing tells that it is wrong
      '4: 4|d',
    ]);
    expect(cellsAndLines(await split('1,x,"a\n2,y,b\n"\n4,z,d\n', 2))).toEqual([
      '1: The row has 3 cells, the header has 2.',
      '4: The row has 3 cells, the header has 2.',
    ]);
    expect(cellsAndLines(await split('1,x,"a\n2,b\n3,c\n4,"\n5,d\n', 2))).toEqual([
      `1: ${open}`,
      '2: 2|b',
      '3: 3|c',
      `4: ${open}`,
      '5: 5|d',
    ]);
  });

  test('with another number of cells says how many', async () => {
    expect(cellsAndLines(await split('1,2\n3\n4,5,6\n7,8\n', 2))).toEqual([
      '1: 1|2',
      '2: The row has 1 cell, the header has 2.',
      '3: The row has 3 cells, the header has 2.',
      '4: 7|8',
    ]);
  });

  test('is found wherever chunks are cut', async () => {
    const text = '1,"a" b\n2,c\n3,"d\n4,9" e\n5,f,g\n6,h\n';
    const whole = cellsAndLines(await split(text, 2));
    expect(whole).toHaveLength(6);
    for (let size = 1; size <= text.length; size += 1) {
      expect(cellsAndLines(await split(text, 2, comma, size))).toEqual(whole);
    }
  });

  test('after which megabytes without a quote follow is left behind in bounded memory', async () => {
    const line = `2,${'x'.repeat(98)}\n`;
    const records = await split(`1,"a\n${line.repeat(30_000)}`, 2);
    expect(records).toHaveLength(30_001);
    expect(records[0]?.broken?.problem).toBe(open);
    expect(records.slice(1).every(({ broken }) => broken === undefined)).toBe(true);
    expect(records.at(-1)?.line).toBe(30_001);
  });
});
