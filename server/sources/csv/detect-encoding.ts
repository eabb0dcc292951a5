import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { problem } from '../../lib/problem.ts';

/** The encoding of a file, and whether it was proven (a byte order mark, valid UTF-8) or only likely. */
export interface DetectedEncoding {
  /** A name iconv-lite knows, such as utf-8, utf-16le, windows-1252. */
  readonly encoding: string;
  readonly certain: boolean;
}

const marks: readonly { bytes: number[]; encoding: string }[] = [
  { bytes: [0xff, 0xfe, 0x00, 0x00], encoding: 'utf-32le' },
  { bytes: [0x00, 0x00, 0xfe, 0xff], encoding: 'utf-32be' },
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

const otherFiles: readonly { bytes: number[]; name: string; mend: string }[] = [
  {
    bytes: [0x50, 0x4b, 0x03, 0x04],
    name: 'a workbook or an archive',
    mend: 'Open it and save the sheet as CSV UTF-8.',
  },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Excel workbook', mend: 'Open it and save the sheet as CSV UTF-8.' },
  { bytes: [0x1f, 0x8b], name: 'compressed with gzip', mend: 'Decompress it first.' },
  { bytes: [0x25, 0x50, 0x44, 0x46], name: 'a PDF', mend: 'Export the table behind it as CSV.' },
];

/**
 * Tells the encoding of a file from its byte order mark, else by checking the whole file for valid UTF-8 (a gigabyte
 * takes about a second), else from the statistics of its letters. Throws a `Problem` for an empty file and for files
 * that are no text.
 */
export async function detectEncoding(path: string): Promise<DetectedEncoding> {
  let carry: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const read of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const chunk: Buffer = carry.length > 0 ? Buffer.concat([carry, read as Buffer]) : (read as Buffer);
    if (first) {
      const known = fromFirstBytes(chunk);
      if (known) return known;
      first = false;
    }
    const whole = chunk.length - incompleteTail(chunk);
    if (!isUtf8(chunk.subarray(0, whole))) return fromLetters(chunk);
    carry = chunk.subarray(whole);
  }
  if (first) throw problem(400, 'The file is empty. Choose a file with a header row and at least one row of data.');
  return carry.length > 0 ? fromLetters(carry) : { encoding: 'utf-8', certain: true };
}

/** The name of an encoding that a person has given, as we write it. Throws a `Problem` when there is none such. */
export function checkedEncoding(name: string): string {
  const encoding = name.trim().toLowerCase();
  if (encoding === 'utf8' || encoding === 'utf-8') return 'utf-8';
  if (iconv.encodingExists(encoding)) return encoding;
  throw problem(400, `There is no encoding "${name}". Name one such as utf-8, windows-1252 or utf-16le.`);
}

function fromFirstBytes(head: Buffer): DetectedEncoding | undefined {
  const other = otherFiles.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte));
  if (other) throw problem(400, `The file is ${other.name}, not a CSV file. ${other.mend}`);
  const mark = marks.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte));
  if (mark) return { encoding: mark.encoding, certain: true };
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0];
  for (let at = 0; at < sample.length; at += 1) if (sample[at] === 0) zeros[at % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  if (even + odd === 0) return undefined;
  if (odd > sample.length / 8 && even < odd / 8) return { encoding: 'utf-16le', certain: false };
  if (even > sample.length / 8 && odd < even / 8) return { encoding: 'utf-16be', certain: false };
  throw problem(400, 'The file holds binary data, not text. Export the table as CSV UTF-8.');
}

function fromLetters(chunk: Buffer): DetectedEncoding {
  if (isDamagedUtf8(chunk)) return { encoding: 'utf-8', certain: false };
  // Where chardet says ISO-8859-1, browsers read windows-1252, which has the same letters and more signs.
  const [guess] = chardet.analyse(linesWithLetters(chunk)).filter(({ name }) => name !== 'UTF-8' && name !== 'ASCII');
  const isLikely = guess && guess.confidence >= 15 && guess.name !== 'ISO-8859-1' && iconv.encodingExists(guess.name);
  return { encoding: isLikely ? guess.name.toLowerCase() : 'windows-1252', certain: false };
}

/** Text in UTF-8 of which a few characters were cut or pasted wrongly: most non-ASCII sequences are still valid. */
function isDamagedUtf8(chunk: Buffer): boolean {
  let damaged = 0;
  let sound = 0;
  for (const character of chunk.toString('utf8')) {
    if (character === '\ufffd') damaged += 1;
    else if (character > '\u007f') sound += 1;
  }
  return sound > 4 * damaged;
}

function linesWithLetters(chunk: Buffer): Buffer {
  const lines: Buffer[] = [];
  let size = 0;
  for (let from = 0; from < chunk.length && size < 65_536; ) {
    const newline = chunk.indexOf(10, from);
    const to = newline < 0 ? chunk.length : newline + 1;
    const line = chunk.subarray(from, to);
    if (line.some((byte) => byte > 127)) {
      lines.push(line);
      size += line.length;
    }
    from = to;
  }
  return Buffer.concat(lines);
}

/** How many bytes at the end of the chunk begin a UTF-8 character that the next chunk completes. */
function incompleteTail(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}
