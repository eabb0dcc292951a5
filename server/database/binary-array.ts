/**
 * Arrays as PostgreSQL reads them fastest: in its binary form, as one parameter each. Made for bulk statements such as
 * `insert ... select ... from unnest($1::int4[], $2::text[])`; pg sends a Buffer as a binary parameter. Elements may be null.
 */

const OID = {
  int4: 23,
  text: 25,
  bytea: 17,
  float8: 701,
  date: 1082,
  timestamptz: 1184,
  int8: 20,
  uuid: 2950,
  jsonb: 3802,
} as const;
const HEADER = 20;
const EMPTY = 12;
/** 2000-01-01, from where PostgreSQL counts instants and days. */
const EPOCH_MILLISECONDS = 946_684_800_000;
const EPOCH_DAYS = 10_957;

/** Numbers; null and NaN are NULL. */
type Numbers = ArrayLike<number | null>;

/** Whole numbers of 32 bits. */
export function int4Array(values: Numbers): Buffer {
  return fixed(values, OID.int4, 4, (buffer, value, at) => buffer.writeInt32BE(value, at));
}

/** Whole numbers up to 2^53. */
export function int8Array(values: readonly (number | null)[]): Buffer {
  return fixed(values, OID.int8, 8, writeInt64);
}

export function float8Array(values: Numbers): Buffer {
  return fixed(values, OID.float8, 8, (buffer, value, at) => buffer.writeDoubleBE(value, at));
}

/** Days, given as days since 1970-01-01. */
export function dateArray(epochDays: readonly (number | null)[]): Buffer {
  return fixed(epochDays, OID.date, 4, (buffer, day, at) => buffer.writeInt32BE(day - EPOCH_DAYS, at));
}

/** Instants from 1715 to 2285, given as milliseconds since 1970-01-01 UTC; minus and plus Infinity are PostgreSQL's '-infinity' and 'infinity'. */
export function timestamptzArray(milliseconds: readonly (number | null)[]): Buffer {
  return fixed(milliseconds, OID.timestamptz, 8, writeInstant);
}

/** UUIDs, given as text. */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  return fixed(values, OID.uuid, 16, (buffer, value, at) => buffer.write(value.replaceAll('-', ''), at, 16, 'hex'));
}

/** Texts; they must not contain U+0000, which PostgreSQL cannot keep. */
export function textArray(values: readonly (string | null)[]): Buffer {
  return texts(values, OID.text, false);
}

/** JSON documents, given as text. */
export function jsonbArray(documents: readonly (string | null)[]): Buffer {
  return texts(documents, OID.jsonb, true);
}

export function byteaArray(values: readonly Uint8Array[]): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER + values.reduce((sum, value) => sum + 4 + value.byteLength, 0));
  let at = writeHeader(buffer, values.length, OID.bytea);
  for (const value of values) {
    at = buffer.writeInt32BE(value.byteLength, at);
    buffer.set(value, at);
    at += value.byteLength;
  }
  return buffer.subarray(0, at);
}

function fixed<Value>(
  values: ArrayLike<Value | null>,
  oid: number,
  width: number,
  write: (buffer: Buffer, value: Value, at: number) => void,
): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER + values.length * (4 + width));
  let at = writeHeader(buffer, values.length, oid);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value === null || Number.isNaN(value)) {
      at = buffer.writeInt32BE(-1, at);
    } else {
      at = buffer.writeInt32BE(width, at);
      write(buffer, value, at);
      at += width;
    }
  }
  return buffer.subarray(0, at);
}

function texts(values: readonly (string | null)[], oid: number, isJson: boolean): Buffer {
  let room = HEADER;
  for (const value of values) room += 5 + (value === null ? 0 : mostBytes(value));
  const buffer = Buffer.allocUnsafe(room);
  let at = writeHeader(buffer, values.length, oid);
  for (const value of values) {
    if (value === null) {
      at = buffer.writeInt32BE(-1, at);
      continue;
    }
    const start = at + 4;
    let end = start;
    if (isJson) end = buffer.writeUInt8(1, end); // the version of the binary form of jsonb
    end += buffer.write(value, end);
    buffer.writeInt32BE(end - start, at);
    at = end;
  }
  return buffer.subarray(0, at);
}

/** Room for a text in UTF-8: short ones are not worth counting. */
function mostBytes(text: string): number {
  return text.length < 64 ? text.length * 3 : Buffer.byteLength(text);
}

/** Dimensions, whether there may be nulls, the type, the length and the first index; an empty array has no dimension. */
function writeHeader(buffer: Buffer, length: number, oid: number): number {
  buffer.writeInt32BE(length === 0 ? 0 : 1, 0);
  buffer.writeInt32BE(1, 4);
  buffer.writeInt32BE(oid, 8);
  if (length === 0) return EMPTY;
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16);
  return HEADER;
}

function writeInstant(buffer: Buffer, milliseconds: number, at: number): void {
  if (milliseconds === Number.POSITIVE_INFINITY) buffer.writeBigInt64BE(2n ** 63n - 1n, at);
  else if (milliseconds === Number.NEGATIVE_INFINITY) buffer.writeBigInt64BE(-(2n ** 63n), at);
  else writeInt64(buffer, Math.round((milliseconds - EPOCH_MILLISECONDS) * 1000), at);
}

/** Two halves instead of a BigInt: several times faster. */
function writeInt64(buffer: Buffer, value: number, at: number): void {
  const high = Math.floor(value / 4_294_967_296);
  buffer.writeInt32BE(high, at);
  buffer.writeUInt32BE(value - high * 4_294_967_296, at + 4);
}
