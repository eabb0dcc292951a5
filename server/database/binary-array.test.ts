import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import {
  dateArray,
  float8Array,
  int4Array,
  int8Array,
  jsonbArray,
  textArray,
  timestamptzArray,
  uuidArray,
} from './binary-array.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.connection);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** What PostgreSQL reads, as the text it prints. */
async function read(type: string, array: Buffer): Promise<(string | null)[]> {
  const { rows } = await client.query(`select v::text from unnest($1::${type}[]) as v`, [array]);
  return rows.map((row) => row.v);
}

describe('a binary array', () => {
  it('is empty, has nulls, has the extremes', async () => {
    expect(await read('int4', int4Array([]))).toEqual([]);
    expect(await read('text', textArray([]))).toEqual([]);
    expect(await read('int4', int4Array([null, -1, 2147483647, -2147483648]))).toEqual([
      null,
      '-1',
      '2147483647',
      '-2147483648',
    ]);
    expect(await read('int8', int8Array([0, -1, 2 ** 53 - 1, -(2 ** 53 - 1), 2 ** 32]))).toEqual([
      '0',
      '-1',
      '9007199254740991',
      '-9007199254740991',
      '4294967296',
    ]);
    expect(await read('date', dateArray([0, -1, 20_000, null]))).toEqual([
      '1970-01-01',
      '1969-12-31',
      '2024-10-04',
      null,
    ]);
    expect(await read('uuid', uuidArray(['6f0b0d3e-8f0c-4a59-9d0a-0123456789ab', null]))).toEqual([
      '6f0b0d3e-8f0c-4a59-9d0a-0123456789ab',
      null,
    ]);
    expect(await read('jsonb', jsonbArray(['{"a":[1,"é"]}', null]))).toEqual(['{"a": [1, "é"]}', null]);
    expect(await read('timestamptz', timestamptzArray([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]))).toEqual([
      '-infinity',
      'infinity',
    ]);
  });

  it('reads as what was written', async () => {
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\u0000', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(text)),
        fc.array(fc.double({ noNaN: true })),
        fc.array(fc.date({ min: new Date('1800-01-01'), max: new Date('2280-01-01'), noInvalidDate: true })),
        async (texts, numbers, instants) => {
          expect(await read('text', textArray(texts))).toEqual(texts);
          expect((await read('float8', float8Array(numbers))).map(Number)).toEqual(numbers);
          const { rows } = await client.query('select v from unnest($1::timestamptz[]) as v', [
            timestamptzArray(instants.map((instant) => instant.getTime())),
          ]);
          expect(rows.map((row) => row.v)).toEqual(instants);
        },
      ),
      { numRuns: 50 },
    );
  });
});
