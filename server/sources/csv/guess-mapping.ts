import type { Field } from '../kinds/field.ts';
import type { RecordKind } from '../kinds/record-kind.ts';
import { clockOf } from './instants.ts';
import { type Look, lookOf } from './looks-like.ts';
import { type Assignment, keyForColumn } from './mapping.ts';
import { isFault } from './reading.ts';
import { parseValue } from './values.ts';

/** A guessed assignment, with how sure it is, from 0 to 1. */
export interface Guess extends Assignment {
  readonly column: string;
  readonly confidence: number;
}

interface Candidate {
  readonly column: number;
  readonly key: string;
  readonly score: number;
}

const leastScore = 0.5;

/**
 * Guesses which column holds which field, from the names of the columns (the fields' synonyms in six languages, slips
 * of the pen) and from how their cells look; `rows` is a sample of the data. One field a column; only the parts of a
 * name are joined. Columns that fit no field are left out, or with `keepRest` become attributes or properties.
 */
export function guessMapping(
  kind: RecordKind,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  { keepRest = false }: { keepRest?: boolean } = {},
): Guess[] {
  const samples = columns.map((_, at) => sampleOf(rows, at));
  const candidates = columns.flatMap((column, at) =>
    Object.entries(kind.fields).map(([key, field]): Candidate => {
      const score = nameScore(column, key, field) * fit(field, samples[at]!);
      return { column: at, key, score };
    }),
  );
  candidates.sort((a, b) => b.score - a.score);
  const byColumn = new Map<number, Candidate>();
  const taken = new Map<string, number>();
  for (const candidate of candidates) {
    if (candidate.score < leastScore || byColumn.has(candidate.column)) continue;
    const before = taken.get(candidate.key);
    const isPart = before !== undefined && areNameParts(columns[before]!, columns[candidate.column]!);
    if (before !== undefined && !(isPart && candidate.key === 'name')) continue;
    byColumn.set(candidate.column, candidate);
    taken.set(candidate.key, candidate.column);
  }
  const keys = uniqueKeys(columns);
  return columns.flatMap((column, at): Guess[] => {
    const found = byColumn.get(at);
    if (found) return [{ target: found.key, column, confidence: Math.round(found.score * 100) / 100 }];
    return keepRest ? [{ target: `${kind.custom}.${keys[at]}`, column, confidence: leastScore }] : [];
  });
}

/** A key for each column, also where two have the same letters and digits. */
function uniqueKeys(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const key = keyForColumn(column);
    let unique = key;
    for (let count = 2; taken.has(unique); count += 1) unique = `${key.slice(0, 58)}_${count}`;
    taken.add(unique);
    return unique;
  });
}

const particles = new Set(['of', 'the', 'de', 'da', 'do', 'del', 'du', 'des', 'la', 'der']);

/** The words of a column's or field's name: "sellerID", "Seller-Id" and "seller_id" are all "seller id". */
export function wordsOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '' && !particles.has(word))
    .join(' ');
}

function nameScore(column: string, key: string, field: Field): number {
  const name = wordsOf(column);
  const own = [wordsOf(key), wordsOf(field.title), ...(field.aliases ?? []).map(wordsOf)];
  if (own.includes(name)) return 1;
  const synonyms = field.synonyms.map(wordsOf);
  const at = synonyms.indexOf(name);
  // Earlier synonyms are the more usual ones.
  if (at >= 0) return 0.95 - 0.005 * at;
  const others = [...own, ...synonyms];
  return Math.max(0, ...others.map((other) => likeness(name, other)));
}

/** How alike two names are that are not the same: all words of one within the other, or a slip of the pen. */
function likeness(name: string, other: string): number {
  const [words, otherWords] = [name.split(' '), other.split(' ')];
  const shared = words.filter((word) => otherWords.includes(word)).length;
  const share = shared / Math.max(words.length, otherWords.length);
  if (shared === Math.min(words.length, otherWords.length) && share >= 0.5 && other.length > 3)
    return 0.45 + 0.3 * share;
  return isSlip(name, other) ? 0.7 : 0;
}

/** One letter too many, missing, wrong, or two swapped, in a word long enough to tell. */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 5 || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (a.length !== b.length) return restA.slice(1) === restB || restA === restB.slice(1);
  return (
    restA.slice(1) === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

interface Sample {
  readonly cells: readonly string[];
  /** The share of each look among the cells. */
  readonly looks: ReadonlyMap<Look, number>;
}

/** The cells of a column that are not blank. */
function sampleOf(rows: readonly (readonly string[])[], at: number): Sample {
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell.trim() !== '');
  const looks = new Map<Look, number>();
  for (const look of cells.map(lookOf)) looks.set(look, (looks.get(look) ?? 0) + 1 / cells.length);
  return { cells, looks };
}

/** From 0 to 1: whether the cells can be values of the field. A column without any tells nothing. */
function fit(field: Field, { cells, looks }: Sample): number {
  if (cells.length === 0) return 0.9;
  const share = (...some: Look[]) => some.reduce((sum, look) => sum + (looks.get(look) ?? 0), 0);
  switch (field.type) {
    case 'number':
    case 'integer':
      return share('number');
    case 'money':
      // A text with a digit may be an amount with a currency.
      return Math.max(
        share('number'),
        (0.9 * cells.filter((cell) => /\d/.test(cell)).length) / cells.length - share('date'),
      );
    case 'date':
    case 'instant':
      // Written-out months look like text, epoch seconds like numbers.
      return Math.max(share('date'), 0.8 * share('date', 'text'), 0.75 * share('date', 'number'));
    case 'email':
      return share('email');
    case 'text':
      return 1 - 0.3 * share('email') - 0.5 * share('date');
    case 'id':
      return 1 - 0.6 * share('date', 'boolean');
    default: {
      const readable = cells.filter((cell) => !isFault(parseValue(cell, field, anyCircumstances))).length;
      return readable / cells.length;
    }
  }
}

const anyCircumstances = { clock: clockOf('UTC'), currency: 'EUR' };

const nameParts =
  /\b(first|last|given|family|surname|fore|middle|vor|nach|nombre|apellido|prenom|nom|sobrenome)(name)?/;

function areNameParts(one: string, other: string): boolean {
  return nameParts.test(wordsOf(one)) && nameParts.test(wordsOf(other));
}
