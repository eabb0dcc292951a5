import { type CsvError, Parser } from 'csv-parse';
import { parse as parseWhole } from 'csv-parse/sync';

/** How a delimited text file marks its cells. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: '"' | "'";
  /** What makes a quote inside a quoted cell literal: the quote itself (doubled) or a backslash. */
  readonly escape: '"' | "'" | '\\';
  readonly newline: '\n' | '\r';
}

/** One record of a file: its first and last line (the file begins with line 1) and its cells, or why it cannot be read. */
export interface CsvRecord {
  readonly line: number;
  readonly lastLine: number;
  /** The cells; of a broken record those that could be told apart, at worst the whole line as one. */
  readonly cells: readonly string[];
  readonly broken?: { readonly problem: string; readonly mend: string };
}

interface Found {
  readonly cells: string[];
  /** Offset just behind the record in what its parser was fed. */
  readonly end: number;
}

/** A record of more bytes than this is taken for a quote that was never closed. */
const longestRecord = 1 << 20;
const longestExcerpt = 2000;

/**
 * Splits UTF-8 text into records, holding no more than a chunk and one record in memory. With `columns` given, a record
 * with another number of cells is broken. A broken record costs its first line only: reading goes on with the next
 * line, so that one stray quote never swallows the rest of the file. Blank lines are passed over. `cutOff` says that the
 * text ends in the middle of a record, which is then left out.
 */
export async function* splitRecords(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  dialect: Dialect,
  { columns, cutOff = false }: { columns?: number; cutOff?: boolean } = {},
): AsyncGenerator<CsvRecord> {
  const splitter = new Splitter(dialect, columns);
  for await (const chunk of chunks) yield* await splitter.take(chunk, false);
  if (!cutOff) yield* await splitter.take(Buffer.alloc(0), true);
}

class Splitter {
  readonly #dialect: Dialect;
  readonly #columns: number | undefined;
  readonly #newline: number;
  #parser: Parser;
  #found: Found[] = [];
  /** What was fed but does not belong to a finished record yet, and where it begins in the parser's count. */
  #window: Buffer = Buffer.alloc(0);
  #windowStart = 0;
  #line = 1;
  /** The error of a record whose first line has not been seen to its end yet. */
  #unfinished: CsvError | undefined;

  constructor(dialect: Dialect, columns: number | undefined) {
    this.#dialect = dialect;
    this.#columns = columns;
    this.#newline = dialect.newline.charCodeAt(0);
    this.#parser = this.#startParser();
  }

  async take(chunk: Buffer, last: boolean): Promise<CsvRecord[]> {
    const out: CsvRecord[] = [];
    this.#window = this.#window.length === 0 ? chunk : Buffer.concat([this.#window, chunk]);
    let error = this.#unfinished ?? (await this.#feed(chunk, last));
    for (;;) {
      this.#collect(out);
      this.#unfinished = error;
      if (error === undefined || !this.#passBrokenLine(error, last, out)) return out;
      this.#unfinished = undefined;
      this.#parser = this.#startParser();
      this.#windowStart = 0;
      error = await this.#feed(this.#window, last);
    }
  }

  #startParser(): Parser {
    const parser = new Parser({
      ...parserOptions(this.#dialect),
      max_record_size: longestRecord,
      on_record: (cells: string[], context: { bytes: number }) => {
        this.#found.push({ cells, end: context.bytes });
        return null;
      },
    });
    parser.on('error', () => {}); // handed to the callback of write and end as well
    parser.resume();
    return parser;
  }

  #feed(chunk: Buffer, last: boolean): Promise<CsvError | undefined> {
    return new Promise((resolve) => {
      const parser = this.#parser;
      parser.write(chunk, (error) => {
        if (error || !last) resolve((error ?? undefined) as CsvError | undefined);
        else parser.end((ended?: Error | null) => resolve((ended ?? undefined) as CsvError | undefined));
      });
    });
  }

  /** Turns what the parser found into records with line numbers and cuts it from the window. */
  #collect(out: CsvRecord[]): void {
    let from = 0;
    for (const { cells, end } of this.#found) {
      const to = end - this.#windowStart;
      this.#place(this.#window.subarray(from, to), cells, out);
      from = to;
    }
    this.#found = [];
    this.#window = this.#window.subarray(from);
    this.#windowStart += from;
  }

  #place(bytes: Buffer, cells: string[], out: CsvRecord[]): void {
    const start = this.#passBlankLines(bytes);
    const line = this.#line;
    this.#line += this.#countNewlines(bytes, start);
    const lastLine = bytes[bytes.length - 1] === this.#newline ? this.#line - 1 : this.#line;
    const columns = this.#columns;
    if (columns !== undefined && cells.length > columns && cells.slice(columns).every((cell) => cell.trim() === '')) {
      cells.length = columns;
    }
    if (columns === undefined || cells.length === columns) {
      out.push({ line, lastLine, cells });
      return;
    }
    const joined = lastLine > line ? this.#linesOf(bytes.subarray(start)) : [];
    const sound = joined.filter((each, at) => at > 0 && this.#cellsOf(each)?.length === columns).length;
    if (sound * 2 < joined.length || sound === 0) {
      out.push({ line, lastLine, cells, broken: wrongCount(cells.length, columns) });
      return;
    }
    // A quote opened by mistake had joined this line with sound ones behind it: each line is read alone.
    this.#line = line;
    for (const [at, each] of joined.entries()) {
      const found = at > 0 ? this.#cellsOf(each) : undefined;
      if (found) this.#place(each, found, out);
      else this.#reject(each, openQuote, out);
    }
  }

  #linesOf(bytes: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(this.#newline, from);
      const to = newline < 0 ? bytes.length : newline + 1;
      lines.push(bytes.subarray(from, to));
      from = to;
    }
    return lines;
  }

  /** Reports the first line of the window and cuts it off; false when its end has not arrived yet. */
  #passBrokenLine(error: CsvError, last: boolean, out: CsvRecord[]): boolean {
    this.#window = this.#window.subarray(this.#passBlankLines(this.#window));
    const newline = this.#window.indexOf(this.#newline);
    if (newline < 0 && !last) {
      if (this.#window.length > longestRecord) this.#window = Buffer.from(this.#window.subarray(0, longestExcerpt));
      return false;
    }
    const end = newline < 0 ? this.#window.length : newline + 1;
    const bytes = this.#window.subarray(0, end);
    // In a line such as `A4,9" tablet` the quote stands inside an unquoted cell and means itself.
    const literal = error.code === ('INVALID_OPENING_QUOTE' as string) ? this.#cellsOf(bytes) : undefined;
    if (literal) this.#place(bytes, literal, out);
    else this.#reject(bytes, strayQuoteCodes.has(error.code) ? strayQuote : openQuote, out);
    this.#window = this.#window.subarray(end);
    return true;
  }

  #reject(bytes: Buffer, broken: { problem: string; mend: string }, out: CsvRecord[]): void {
    out.push({ line: this.#line, lastLine: this.#line, cells: [excerpt(bytes)], broken });
    this.#line += this.#countNewlines(bytes, 0);
  }

  /** The cells of one line read alone, when it makes a whole record. */
  #cellsOf(bytes: Buffer): string[] | undefined {
    try {
      const records: string[][] = parseWhole(bytes, { ...parserOptions(this.#dialect), relax_quotes: true });
      return records.length === 1 ? records[0] : undefined;
    } catch {
      return undefined;
    }
  }

  #passBlankLines(bytes: Buffer): number {
    let at = 0;
    while (bytes[at] === 10 || bytes[at] === 13) {
      if (bytes[at] === this.#newline) this.#line += 1;
      at += 1;
    }
    return at;
  }

  #countNewlines(bytes: Buffer, from: number): number {
    let count = 0;
    for (let at = bytes.indexOf(this.#newline, from); at >= 0; at = bytes.indexOf(this.#newline, at + 1)) count += 1;
    return count;
  }
}

function parserOptions(dialect: Dialect) {
  return {
    delimiter: dialect.delimiter,
    quote: dialect.quote,
    escape: dialect.escape,
    record_delimiter: dialect.newline === '\r' ? ['\r'] : ['\r\n', '\n'],
    trim: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
}

function excerpt(bytes: Buffer): string {
  return bytes
    .subarray(0, longestExcerpt)
    .toString('utf8')
    .replace(/[\r\n]+$/, '');
}

const strayQuoteCodes = new Set<string>(['CSV_INVALID_CLOSING_QUOTE', 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE']);

const strayQuote = {
  problem: 'A quoted cell is followed by more text before the next delimiter.',
  mend: 'Write each quote inside a quoted cell twice (""), or remove it.',
};

const openQuote = {
  problem: 'A quote is opened in this line and not closed where its cell should end.',
  mend: 'Close the quote at the end of its cell, or remove it.',
};

function wrongCount(found: number, expected: number) {
  return {
    problem: `The row has ${found} ${found === 1 ? 'cell' : 'cells'}, the header has ${expected}.`,
    mend:
      found > expected
        ? 'Put a cell that holds the delimiter or a line break in quotes.'
        : 'Add the missing cells; an empty cell still needs its delimiter.',
  };
}
