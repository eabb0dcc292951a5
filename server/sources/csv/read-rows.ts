import { createReadStream } from 'node:fs';
import { decode } from './decode.ts';
import type { FileFormat } from './detect-format.ts';
import { type CsvRecord, splitRecords } from './split-records.ts';

/** A row of data; see `CsvRecord` for its line numbers and for broken rows. */
export type CsvRow = CsvRecord;

/** The rows of a file as they stream by, and how many of its bytes have been read. */
export interface RowStream extends AsyncIterable<CsvRow> {
  readonly bytesRead: number;
}

/**
 * Streams the data rows of a file from the disk or, given chunks of bytes, from anywhere: what stands above the data is
 * left out, rows of blank cells too. Memory does not grow with the file. Can be iterated once.
 */
export function readRows(source: string | AsyncIterable<Uint8Array>, format: FileFormat): RowStream {
  let bytesRead = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    const chunks: AsyncIterable<Uint8Array> =
      typeof source === 'string' ? createReadStream(source, { highWaterMark: 1 << 17 }) : source;
    for await (const chunk of chunks) {
      bytesRead += chunk.byteLength;
      yield chunk;
    }
  }
  return {
    get bytesRead() {
      return bytesRead;
    },
    [Symbol.asyncIterator]: () => dataRows(decode(counted(), format.encoding), format),
  };
}

async function* dataRows(chunks: AsyncIterable<Buffer>, format: FileFormat): AsyncGenerator<CsvRow> {
  let above = format.preamble + (format.hasHeader ? 1 : 0);
  for await (const row of splitRecords(chunks, format, { columns: format.columns.length })) {
    if (above > 0) above -= 1;
    else if (row.broken || row.cells.some((cell) => cell.trim() !== '')) yield row;
  }
}
