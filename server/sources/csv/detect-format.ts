import { createReadStream } from 'node:fs';
import { problem } from '../../lib/problem.ts';
import { decode } from './decode.ts';
import { checkedEncoding, detectEncoding } from './detect-encoding.ts';
import { looksLikeData } from './looks-like.ts';
import { type CsvRecord, type Dialect, splitRecords } from './split-records.ts';

/** All that is needed to read a delimited text file as rows under named columns. */
export interface FileFormat extends Dialect {
  readonly encoding: string;
  /** Records above the header or the data that belong to neither: a title, or Excel's `sep=;`. */
  readonly preamble: number;
  readonly hasHeader: boolean;
  /** One name a column, unique; where the file gives none, "Column 1" and so on. */
  readonly columns: readonly string[];
}

const headSize = 65_536;
const delimiters = [',', ';', '\t', '|'] as const;

/**
 * Tells how a file is written from its first 64 kB (its encoding from all of it): the delimiter, quote and escape under
 * which it reads as the most regular table, and whether it begins with a header. `known` is what the person has said
 * already; it is taken as given. Throws a `Problem` when there is nothing to read.
 */
export async function detectFormat(path: string, known: Partial<FileFormat> = {}): Promise<FileFormat> {
  const encoding = known.encoding ? checkedEncoding(known.encoding) : (await detectEncoding(path)).encoding;
  const head = await readHead(path, encoding);
  const newline = known.newline ?? (!head.includes(10) && head.includes(13) ? '\r' : '\n');
  const declared = /^sep=(.)\r?\n/i.exec(head.subarray(0, 8).toString('utf8'))?.[1];
  let best: Reading | undefined;
  for (const dialect of candidates(head, newline, { ...(declared && { delimiter: declared }), ...known })) {
    const reading = rate(dialect, await readAll(head, dialect));
    if (best === undefined || reading.score > best.score) best = reading;
  }
  if (!best || best.records.length === 0) {
    throw problem(400, 'The file has no rows. Choose a file with a header row and at least one row of data.');
  }
  const preamble = known.preamble ?? (declared ? 1 : best.preamble);
  const [top = [], ...rows] = best.records.slice(preamble).map(({ cells }) => cells);
  const hasHeader = known.hasHeader ?? !looksLikeData(top, rows);
  const columns = known.columns ?? columnNames(hasHeader ? top : top.map(() => ''));
  return { ...best.dialect, encoding, preamble, hasHeader, columns };
}

/** Unique names for the cells of a header: blanks are numbered, repetitions counted. */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, at) => {
    const name = cell.replace(/\s+/g, ' ').trim() || `Column ${at + 1}`;
    let unique = name;
    for (let count = 2; taken.has(unique); count += 1) unique = `${name} (${count})`;
    taken.add(unique);
    return unique;
  });
}

interface Reading {
  readonly dialect: Dialect;
  readonly records: readonly CsvRecord[];
  readonly preamble: number;
  readonly score: number;
}

async function readHead(path: string, encoding: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of decode(createReadStream(path, { highWaterMark: headSize }), encoding)) {
    parts.push(part);
    size += part.length;
    if (size > headSize) break;
  }
  return Buffer.concat(parts).subarray(0, headSize);
}

function candidates(head: Buffer, newline: '\n' | '\r', known: Partial<Dialect>): Dialect[] {
  const text = head.toString('latin1');
  const quote = known.quote ?? (!text.includes('"') && /(^|[,;\t|\r\n])'/.test(text) ? "'" : '"');
  const escapes = known.escape ? [known.escape] : text.includes(`\\${quote}`) ? [quote, '\\' as const] : [quote];
  const separators: readonly string[] = known.delimiter ? [known.delimiter] : delimiters;
  return separators.flatMap((delimiter) => escapes.map((mark) => ({ delimiter, quote, escape: mark, newline })));
}

async function readAll(head: Buffer, dialect: Dialect): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  const cutOff = head.length === headSize;
  for await (const record of splitRecords([head], dialect, { cutOff })) records.push(record);
  return records;
}

/** Scores a reading by the share of its records that have as many cells as most, preferring more columns. */
function rate(dialect: Dialect, records: readonly CsvRecord[]): Reading {
  const counts = new Map<number, number>();
  for (const { cells, broken } of records) {
    if (!broken && cells.length > 1) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const [width, regular] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0];
  const first = records.findIndex(({ cells, broken }) => !broken && cells.length === width);
  if (regular === 0) return { dialect, records, preamble: 0, score: 0 };
  const score = regular / records.length - 0.05 * first + 0.001 * Math.min(width, 40);
  return { dialect, records, preamble: first, score };
}
