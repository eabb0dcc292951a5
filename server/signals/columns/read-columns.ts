import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** What a query's columns are, in order: `number` is float8, `bytes` bytea. NULL is NaN, or an empty buffer. */
export type ColumnKind = 'number' | 'bytes';

const HEADER_BYTES = 19;
const EMPTY = Buffer.alloc(0);

/**
 * Streams a query's rows out of PostgreSQL in its binary COPY format, several times faster than as rows of text. COPY takes no
 * parameters: `sql` holds only literals made by the functions below. `onRow` gets the same two arrays each time, and the bytes in them are
 * good until it returns.
 */
export async function readRows(
  client: PoolClient,
  sql: string,
  kinds: readonly ColumnKind[],
  onRow: (numbers: Float64Array, bytes: Buffer[]) => void,
): Promise<number> {
  const stream = client.query(copyTo(`copy (${sql}) to stdout (format binary)`));
  const numbers = new Float64Array(kinds.length);
  const bytes: Buffer[] = kinds.map(() => EMPTY);
  let rest: Buffer = EMPTY;
  const joined = joiner();
  let isStarted = false;
  let rows = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const data = rest.length > 0 ? joined(rest, chunk) : chunk;
    let at = 0;
    if (!isStarted) {
      if (data.length < HEADER_BYTES) {
        rest = data;
        continue;
      }
      at = HEADER_BYTES + data.readInt32BE(HEADER_BYTES - 4);
      isStarted = true;
    }
    // A view of the engine reads numbers several times faster than the methods of Buffer.
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (;;) {
      const next = readRow(data, view, at, kinds, numbers, bytes);
      if (next < 0) break;
      at = next;
      rows++;
      onRow(numbers, bytes);
    }
    rest = data.subarray(at);
  }
  return rows;
}

/** Joins the end of a chunk to the next one in one place that is used again: new places for all of them keep the collector busy. */
function joiner(): (rest: Buffer, chunk: Buffer) => Buffer {
  let place = EMPTY;
  return (rest, chunk) => {
    const length = rest.length + chunk.length;
    const target = place.length >= length ? place : Buffer.allocUnsafeSlow(2 * length);
    rest.copy(target);
    chunk.copy(target, rest.length);
    place = target;
    return target.subarray(0, length);
  };
}

/** Reads one row at `at`; the position after it, or -1 when it is not whole yet (or the end). */
function readRow(
  data: Buffer,
  view: DataView,
  at: number,
  kinds: readonly ColumnKind[],
  numbers: Float64Array,
  bytes: Buffer[],
): number {
  if (at + 2 > data.length || view.getInt16(at) < 0) return -1;
  let position = at + 2;
  for (let column = 0; column < kinds.length; column++) {
    if (position + 4 > data.length) return -1;
    const length = view.getInt32(position);
    position += 4;
    if (length < 0) {
      numbers[column] = Number.NaN;
      bytes[column] = EMPTY;
      continue;
    }
    if (position + length > data.length) return -1;
    if (kinds[column] === 'number') numbers[column] = view.getFloat64(position);
    else bytes[column] = data.subarray(position, position + length);
    position += length;
  }
  return position;
}

/** A growing list of numbers, without an array of objects behind it. */
export class NumberList {
  values = new Float64Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const wider = new Float64Array(this.values.length * 2);
      wider.set(this.values);
      this.values = wider;
    }
    this.values[this.length++] = value;
  }

  done(): Float64Array {
    return this.values.subarray(0, this.length);
  }
}

/** Reads a query of float8 columns whole: one array a column. */
export type ReadColumns = (sql: string, width: number) => Promise<Float64Array[]>;

/** Reads a query of float8 columns whole, in the order of its rows. */
export async function readColumns(client: PoolClient, sql: string, width: number): Promise<Float64Array[]> {
  const lists = Array.from({ length: width }, () => new NumberList());
  await readRows(client, sql, new Array<ColumnKind>(width).fill('number'), (numbers) => {
    for (let column = 0; column < width; column++) lists[column]!.push(numbers[column]!);
  });
  return lists.map((list) => list.done());
}
