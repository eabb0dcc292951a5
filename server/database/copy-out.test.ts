import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { copyOut } from './copy-out.ts';

let database: TestDatabase;
let pool: pg.Pool;
let client: pg.PoolClient;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  pool = new pg.Pool({ ...database.connection, max: 2 });
  pool.on('error', () => {});
  client = await pool.connect();
  client.on('error', () => {});
});
afterEach(async () => {
  client.release(true);
  await pool.end();
});

async function rowsOf(sql: string): Promise<string[]> {
  const rows: string[] = [];
  await copyOut(client, sql, (row) => rows.push(row.toString('utf8')));
  return rows;
}

const stillAnswers = async () => expect(await rowsOf('copy (select 1) to stdout')).toEqual(['1\n']);

describe('reading rows out', () => {
  it('gives each row once and in order, small ones and ones of megabytes', async () => {
    const many = await rowsOf('copy (select n from generate_series(1, 100000) n) to stdout');
    expect(many.length).toBe(100_000);
    expect(many.every((row, i) => row === `${i + 1}\n`)).toBe(true);
    const long = await rowsOf(`copy (select repeat(n::text, 3000000) from generate_series(1, 3) n) to stdout`);
    expect(long.map((row) => [row[0], row.length])).toEqual([1, 2, 3].map((n) => [String(n), 3_000_001]));
  });

  it('says what PostgreSQL says against it, before the first row or after many, and goes on', async () => {
    await expect(rowsOf('copy (select nothing) to stdout')).rejects.toThrow('column "nothing" does not exist');
    await expect(rowsOf('copy (select 1 / (5000 - n) from generate_series(1, 9000) n) to stdout')).rejects.toThrow(
      'division by zero',
    );
    await stillAnswers();
  });

  it('stops handing over rows when the reader fails, says why, and goes on', async () => {
    let seen = 0;
    const reading = copyOut(client, 'copy (select n from generate_series(1, 100000) n) to stdout', () => {
      seen++;
      throw new Error('cannot read this');
    });
    await expect(reading).rejects.toThrow('cannot read this');
    expect(seen).toBe(1);
    await stillAnswers();
  });

  it('ends with an error when the connection is lost', async () => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const reading = rowsOf('copy (select n, pg_sleep(10) from generate_series(1, 10) n) to stdout');
    const lost = expect(reading).rejects.toThrow();
    await pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    await lost;
  });
});
