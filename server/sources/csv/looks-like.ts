const number = /^[-+(]?[$€£¥]?\s?\d[\d.,\s'%]*\)?$/;
const date = /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ,].*)?$/;
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const truth = /^(true|false|yes|no)$/i;

/** What a cell looks like on its own, without knowing its column. */
export type Look = 'blank' | 'number' | 'date' | 'email' | 'boolean' | 'text';

/** Tells what a cell looks like; the strict reading of a value is the work of `values.ts`. */
export function lookOf(cell: string): Look {
  const text = cell.trim();
  if (text === '') return 'blank';
  if (date.test(text)) return 'date';
  if (number.test(text)) return 'number';
  if (address.test(text)) return 'email';
  return truth.test(text) ? 'boolean' : 'text';
}

/**
 * Tells whether the top row of a file holds data rather than column names: a cell of it looks like a number, date,
 * address or truth value where names are words, or repeats what stands in the same column further down.
 */
export function looksLikeData(top: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const looks = top.map(lookOf);
  if (looks.some((look, at) => look !== 'text' && look !== 'blank' && !isHeaderAmong(look, at, rows))) return true;
  const others = rows.filter((row) => row.some((cell, at) => cell !== top[at]));
  const named = top.filter((cell) => cell.trim() !== '').length;
  const repeated = top.filter((cell, at) => cell.trim() !== '' && others.some((row) => row[at] === cell)).length;
  return named > 0 && repeated > named / 2;
}

/** A year such as 2018 may head a column; then the cells below it are of another kind or larger. */
function isHeaderAmong(look: Look, at: number, rows: readonly (readonly string[])[]): boolean {
  if (look !== 'number') return false;
  const below = rows.map((row) => lookOf(row[at] ?? '')).filter((other) => other !== 'blank');
  return below.length > 0 && below.every((other) => other !== 'number');
}
