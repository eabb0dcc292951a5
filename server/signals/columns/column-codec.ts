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
  if (form === UINT8) return withValues(UINT8, fill(new Uint8Array(values.length), values, UINT8_UNKNOWN));
  if (form === INT16) return withValues(INT16, fill(new Int16Array(values.length), values, INT16_UNKNOWN));
  if (form === INT32) return withValues(INT32, fill(new Int32Array(values.length), values, INT32_UNKNOWN));
  return withValues(FLOAT64, values);
}

function fill<Target extends Uint8Array | Int16Array | Int32Array>(
  target: Target,
  values: Float64Array,
  unknown: number,
): Target {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    target[i] = Number.isNaN(value) ? unknown : value;
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
  const unknown = unknownOf(data[0]!);
  const known = Math.min(count, values.length);
  for (let i = 0; i < known; i++) {
    const value = values[i]!;
    out[offset + i] = value === unknown ? Number.NaN : value;
  }
  out.fill(Number.NaN, offset + known, offset + count);
}

/** The raw values of a column; see `unknownOf` for the code that stands for unknown. A constant column has its value first. */
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

function unknownOf(form: number): number {
  if (form === UINT8) return UINT8_UNKNOWN;
  if (form === INT16) return INT16_UNKNOWN;
  if (form === INT32) return INT32_UNKNOWN;
  return Number.NaN;
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
