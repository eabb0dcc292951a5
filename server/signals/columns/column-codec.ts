import { BLOCK_SIZE } from './rows.ts';

/**
 * Columns of numbers as compact bytes, without loss: one byte says the form, the values follow. NaN (unknown) has a code of its own in
 * the integer forms. Whole numbers of a small range take 1, 2 or 4 bytes, everything else 8; a column of one value is that and how often.
 */
const CONSTANT = 0;
const UINT8 = 1;
const INT16 = 2;
const INT32 = 3;
const FLOAT64 = 4;

const UINT8_UNKNOWN = 255;
const INT16_UNKNOWN = -32_768;
const INT32_UNKNOWN = -2_147_483_648;

/** Values (NaN = unknown) to bytes. Negative zero becomes zero. */
export function encodeColumn(values: Float64Array): Buffer {
  const form = smallestForm(values);
  if (form === CONSTANT) return withValues(CONSTANT, Float64Array.of(values[0] ?? Number.NaN, values.length));
  if (form === UINT8) return withValues(UINT8, asUint8(values));
  if (form === INT16) return withValues(INT16, asInt16(values));
  if (form === INT32) return withValues(INT32, asInt32(values));
  return withValues(FLOAT64, values);
}

// A loop for each kind of array: one loop for all of them runs at a fraction of the speed. Where the values go is used again for the next
// column; a whole block fits.
const UINT8_PLACE = new Uint8Array(BLOCK_SIZE);
const INT16_PLACE = new Int16Array(BLOCK_SIZE);
const INT32_PLACE = new Int32Array(BLOCK_SIZE);

function asUint8(values: Float64Array): Uint8Array {
  const target = values.length > BLOCK_SIZE ? new Uint8Array(values.length) : UINT8_PLACE.subarray(0, values.length);
  for (let i = 0; i < target.length; i++) {
    const value = values[i]!;
    target[i] = Number.isNaN(value) ? UINT8_UNKNOWN : value;
  }
  return target;
}

function asInt16(values: Float64Array): Int16Array {
  const target = values.length > BLOCK_SIZE ? new Int16Array(values.length) : INT16_PLACE.subarray(0, values.length);
  for (let i = 0; i < target.length; i++) {
    const value = values[i]!;
    target[i] = Number.isNaN(value) ? INT16_UNKNOWN : value;
  }
  return target;
}

function asInt32(values: Float64Array): Int32Array {
  const target = values.length > BLOCK_SIZE ? new Int32Array(values.length) : INT32_PLACE.subarray(0, values.length);
  for (let i = 0; i < target.length; i++) {
    const value = values[i]!;
    target[i] = Number.isNaN(value) ? INT32_UNKNOWN : value;
  }
  return target;
}

/** Bytes back to `count` values, written into `out` from `offset` on. What lies behind the encoded values (rows added later) is unknown. */
export function decodeColumn(data: Buffer, out: Float64Array, offset: number, count: number): void {
  if (isConstantColumn(data)) {
    const known = Math.min(count, data.readDoubleLE(9));
    out.fill(data.readDoubleLE(1), offset, offset + known);
    out.fill(Number.NaN, offset + known, offset + count);
    return;
  }
  const values = columnView(data);
  const known = Math.min(count, values.length);
  if (values instanceof Uint8Array) fromUint8(values, out, offset, known);
  else if (values instanceof Int16Array) fromInt16(values, out, offset, known);
  else if (values instanceof Int32Array) fromInt32(values, out, offset, known);
  else out.set(values.subarray(0, known), offset);
  out.fill(Number.NaN, offset + known, offset + count);
}

function fromUint8(values: Uint8Array, out: Float64Array, offset: number, known: number): void {
  for (let i = 0; i < known; i++) {
    const value = values[i]!;
    out[offset + i] = value === UINT8_UNKNOWN ? Number.NaN : value;
  }
}

function fromInt16(values: Int16Array, out: Float64Array, offset: number, known: number): void {
  for (let i = 0; i < known; i++) {
    const value = values[i]!;
    out[offset + i] = value === INT16_UNKNOWN ? Number.NaN : value;
  }
}

function fromInt32(values: Int32Array, out: Float64Array, offset: number, known: number): void {
  for (let i = 0; i < known; i++) {
    const value = values[i]!;
    out[offset + i] = value === INT32_UNKNOWN ? Number.NaN : value;
  }
}

/** The raw values of a column, with the code of its form for unknown. A constant column has its value first. */
export function columnView(data: Buffer): Uint8Array | Int16Array | Int32Array | Float64Array {
  const bytes = data.subarray(1);
  if (data[0] === UINT8) return bytes;
  const aligned = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  if (data[0] === INT16) return new Int16Array(aligned);
  if (data[0] === INT32) return new Int32Array(aligned);
  return new Float64Array(aligned);
}

/** Whether the column holds one value for all rows. */
export function isConstantColumn(data: Buffer): boolean {
  return data[0] === CONSTANT;
}

function smallestForm(values: Float64Array): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const first = values[0]!;
  let isConstant = true;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (isConstant && value !== first && !(Number.isNaN(value) && Number.isNaN(first))) isConstant = false;
    if (Number.isNaN(value)) continue;
    if (!Number.isInteger(value)) return isConstant && i === values.length - 1 ? CONSTANT : fractionForm(values);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (isConstant) return CONSTANT;
  if (low >= 0 && high < UINT8_UNKNOWN) return UINT8;
  if (low > INT16_UNKNOWN && high <= 32_767) return INT16;
  if (low > INT32_UNKNOWN && high <= 2_147_483_647) return INT32;
  return FLOAT64;
}

function fractionForm(values: Float64Array): number {
  const first = values[0]!;
  return values.every((value) => value === first) ? CONSTANT : FLOAT64;
}

function withValues(form: number, values: Uint8Array | Int16Array | Int32Array | Float64Array): Buffer {
  const data = Buffer.allocUnsafe(1 + values.byteLength);
  data[0] = form;
  data.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 1);
  return data;
}
