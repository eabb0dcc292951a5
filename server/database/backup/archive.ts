/**
 * The container of a backup: a tar archive, so that any machine can look into it. What goes in is cut into entries of a few megabytes, as
 * the size stands before the content and neither writing nor reading may hold a whole table in memory.
 */

export interface ArchiveEntry {
  readonly name: string;
  readonly content: Buffer;
}

const BLOCK = 512;
/** A larger entry is none of ours. */
const LARGEST_ENTRY = 64 << 20;

/** An entry as the bytes that stand for it in the archive. */
export function packEntry({ name, content }: ArchiveEntry, writtenAt: Date): Buffer {
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([headerOf(name, content.length, writtenAt), content, padding]);
}

/** What stands at the end of an archive. */
export const ARCHIVE_END: Buffer = Buffer.alloc(2 * BLOCK);

function headerOf(name: string, size: number, writtenAt: Date): Buffer {
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0, 100, 'utf8');
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(Math.floor(writtenAt.getTime() / 1000), 11), 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${octal(checksumOf(header), 6)} `, 148);
  return header;
}

function checksumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** Reads the entries of an archive one after the other. Throws for what is no archive, or ends in the middle of one. */
export async function* unpackEntries(bytes: AsyncIterable<Buffer>): AsyncGenerator<ArchiveEntry> {
  const reader = new ByteReader(bytes);
  for (;;) {
    const header = await reader.take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const { name, size } = readHeader(header);
    const content = await reader.take(size);
    await reader.take((BLOCK - (size % BLOCK)) % BLOCK);
    yield { name, content };
  }
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, length: number) => header.toString('utf8', from, from + length).replace(/[\0 ].*$/s, '');
  const size = Number.parseInt(text(124, 12), 8);
  const isSound = Number.parseInt(text(148, 8), 8) === checksumOf(header) && size >= 0 && size <= LARGEST_ENTRY;
  if (!isSound) throw new DamagedBackup();
  return { name: text(0, 100), size };
}

/** The bytes are not those that were written. */
export class DamagedBackup extends Error {
  constructor() {
    super('The backup is damaged or incomplete.');
  }
}

/** Takes as many bytes as are asked for from chunks of any size. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** Exactly so many bytes; throws `DamagedBackup` when there are fewer. */
  async take(count: number): Promise<Buffer> {
    const parts = [this.#rest];
    let length = this.#rest.length;
    while (length < count) {
      const { value, done } = await this.#chunks.next();
      if (done) throw new DamagedBackup();
      parts.push(value);
      length += value.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(count);
    return all.subarray(0, count);
  }

  /** What has been read too much, and all that follows. */
  async *remaining(): AsyncGenerator<Buffer> {
    if (this.#rest.length > 0) yield this.#rest;
    this.#rest = Buffer.alloc(0);
    for (;;) {
      const { value, done } = await this.#chunks.next();
      if (done) return;
      yield value;
    }
  }
}
