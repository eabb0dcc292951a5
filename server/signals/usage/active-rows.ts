import { columnView, encodeColumn, isConstantColumn } from '../columns/column-codec.ts';

/** The rows of a block that were active on a day, ascending, and how much; all other rows rested. */
export interface ActiveRows {
  /** Places within the block. */
  readonly rows: Uint16Array;
  readonly amounts: ArrayLike<number>;
}

const COUNT_BYTES = 2;

/** A block of amounts, zero where a row rested, as bytes: how many rows are active, which, and their amounts as a column. */
export function encodeActiveRows(amounts: Float64Array): Buffer {
  const rows = new Uint16Array(amounts.length);
  const active = new Float64Array(amounts.length);
  let count = 0;
  for (let row = 0; row < amounts.length; row++) {
    if (!(amounts[row]! > 0)) continue;
    rows[count] = row;
    active[count++] = amounts[row]!;
  }
  const head = Buffer.alloc(COUNT_BYTES);
  head.writeUInt16LE(count);
  if (count === 0) return head;
  return Buffer.concat([head, Buffer.from(rows.buffer, 0, count * 2), encodeColumn(active.subarray(0, count))]);
}

/** Bytes back to the active rows. */
export function decodeActiveRows(data: Buffer): ActiveRows {
  const count = data.readUInt16LE(0);
  if (count === 0) return { rows: new Uint16Array(0), amounts: [] };
  const columnAt = COUNT_BYTES + count * 2;
  const from = data.byteOffset + COUNT_BYTES;
  const rows = new Uint16Array(data.buffer.slice(from, from + count * 2) as ArrayBuffer);
  const column = data.subarray(columnAt);
  const amounts = columnView(column);
  if (isConstantColumn(column)) return { rows, amounts: new Float64Array(count).fill(amounts[0]!) };
  // Bytes are looked at where they came, and whoever keeps the amounts needs them longer than that.
  return { rows, amounts: amounts instanceof Uint8Array ? Uint8Array.from(amounts) : amounts };
}
