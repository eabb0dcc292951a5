/** Rows as lines with aligned columns, two spaces apart. Numbers (as texts that `isNumber`) stand on the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...all.map((row) => widthOf(row[at] ?? ''))));
  const isRight = header.map((_, at) => rows.length > 0 && rows.every((row) => isNumber(row[at] ?? '')));
  const lineOf = (row: readonly string[]) =>
    widths
      .map((width, at) => {
        const text = row[at] ?? '';
        const space = ' '.repeat(width - widthOf(text));
        return isRight[at] ? space + text : text + space;
      })
      .join('  ')
      .trimEnd();
  return [lineOf(header), lineOf(widths.map((width) => '-'.repeat(width))), ...rows.map(lineOf)];
}

function isNumber(text: string): boolean {
  return text === '' || /^[−+-]?[\d,.]+( %)?$/.test(text);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** How many characters the eye counts. */
function widthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : [...graphemes.segment(text)].length;
}

const figures = new Intl.NumberFormat('en-GB');

/** 12934 as "12,934". */
export function figure(value: number): string {
  return figures.format(value);
}

/** "1 row", "2,000 rows". */
export function counted(count: number, noun: string): string {
  return `${figure(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** "1.4 MB". */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
