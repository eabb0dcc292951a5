import { nearestName } from '../../expressions/nearest-name.ts';
import { isCurrency } from '../../lib/currency.ts';
import type { Field, FieldType } from '../kinds/field.ts';
import type { DateOrder } from './dates.ts';
import { type Clock, parseDate, parseInstant } from './instants.ts';
import { parseMoney } from './money.ts';
import { type DecimalSign, parseInteger, parseNumber } from './numbers.ts';
import { isFault, quoted, type Reading } from './reading.ts';

/** A value as it is stored: money in minor units, a date as 'YYYY-MM-DD', an instant as Date. */
export type Value = string | number | boolean | Date;

/** How the cells of one column are written. */
export interface ColumnFormat {
  readonly dateOrder?: DateOrder;
  readonly decimal?: DecimalSign;
}

/** What reading a cell needs to know besides its text. */
export interface Circumstances extends ColumnFormat {
  readonly clock: Clock;
  /** ISO 4217, for amounts. */
  readonly currency: string;
}

/** Cells by which exports say "nothing"; in a text only the first two do, for a person may be called None. */
const nothing = new Set(['\\n', 'null', 'n/a', '#n/a', 'na', 'nan', 'none', 'nil', '-', '--', '—']);
const nothingInText = new Set(['\\N', 'NULL', '']);
const longestNothing = 4;

/** Whether a cell says that there is no value. */
export function isBlank(text: string, type: FieldType): boolean {
  const trimmed = text.trim();
  if (trimmed.length > longestNothing) return false;
  return nothingInText.has(trimmed) || (!textTypes.has(type) && nothing.has(trimmed.toLowerCase()));
}

const textTypes = new Set<FieldType>(['text', 'id', 'label']);

type FieldRule = Pick<Field, 'type' | 'labels' | 'longest' | 'min' | 'max'>;

/** Reads a cell that is not blank as the field wants it. */
export function parseValue(text: string, field: FieldRule, c: Circumstances): Reading<Value> {
  const value = parseType(text, field, c);
  if (isFault(value) || typeof value.value !== 'number') return value;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = field;
  if (value.value >= min && value.value <= max) return value;
  const range = max === Number.POSITIVE_INFINITY ? `at least ${min}` : `between ${min} and ${max}`;
  return { problem: `${quoted(text)} is out of range.`, mend: `Write a number of ${range}.` };
}

function parseType(text: string, field: FieldRule, c: Circumstances): Reading<Value> {
  switch (field.type) {
    case 'text':
      return parseText(text, field.longest ?? 20_000);
    case 'id':
      return parseText(text, field.longest ?? 250);
    case 'number':
      return parseNumber(text, c.decimal);
    case 'integer':
      return parseInteger(text, c.decimal);
    case 'money':
      return parseMoney(text, c.currency, c.decimal);
    case 'currency':
      return parseCurrency(text);
    case 'date':
      return parseDate(text, c.clock, c.dateOrder);
    case 'instant':
      return parseInstant(text, c.clock, c.dateOrder);
    case 'boolean':
      return parseBoolean(text);
    case 'email':
      return parseEmail(text);
    case 'domain':
      return parseDomain(text);
    case 'label':
      return parseLabel(text, field.labels ?? {});
  }
}

function parseText(text: string, longest: number): Reading<string> {
  const value = text.trim();
  if (value.includes('\u0000')) {
    return { problem: 'The cell holds a NUL character.', mend: 'Remove it, or choose the right encoding of the file.' };
  }
  if (value.length <= longest) return { value };
  return { problem: `${quoted(text)} has ${value.length} characters.`, mend: `Shorten it to ${longest}.` };
}

function parseCurrency(text: string): Reading<string> {
  const code = text.trim().toUpperCase();
  if (isCurrency(code)) return { value: code };
  return { problem: `${quoted(text)} is not a currency.`, mend: 'Write its ISO 4217 code, such as EUR or USD.' };
}

const yes = new Set('true t yes y 1 on x ja j wahr oui o vrai si sí s verdadero sim verdadeiro vero ✓'.split(' '));
const no = new Set('false f no n 0 off nein falsch non faux falso não nao'.split(' '));

/** Reads "yes" and "no" in English, German, French, Spanish, Portuguese and Italian, 1 and 0, true and false. */
export function parseBoolean(text: string): Reading<boolean> {
  const word = text.trim().toLowerCase();
  if (yes.has(word)) return { value: true };
  if (no.has(word)) return { value: false };
  return { problem: `${quoted(text)} is neither yes nor no.`, mend: 'Write yes or no, true or false, 1 or 0.' };
}

function parseEmail(text: string): Reading<string> {
  const address = (/<([^<>]+)>\s*$/.exec(text)?.[1] ?? text).trim().toLowerCase();
  if (/^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(address) && address.length <= 254) return { value: address };
  return { problem: `${quoted(text)} is not an e-mail address.`, mend: 'Write one address, such as ada@example.com.' };
}

/** Reads "https://www.acme.example/about" and "acme.example" as "acme.example". */
function parseDomain(text: string): Reading<string> {
  const host = /^(?:[a-z]+:\/\/)?(?:www\.)?([^/?#:@\s]+)/i.exec(text.trim())?.[1]?.toLowerCase() ?? '';
  if (/^[\p{L}\d-]+(\.[\p{L}\d-]+)+$/u.test(host)) return { value: host };
  return { problem: `${quoted(text)} is not a domain.`, mend: 'Write a domain such as example.com.' };
}

type Labels = Readonly<Record<string, readonly string[]>>;
const wordsOf = new WeakMap<Labels, Map<string, string>>();

function parseLabel(text: string, labels: Labels): Reading<string> {
  let words = wordsOf.get(labels);
  if (!words) {
    words = new Map(
      Object.entries(labels).flatMap(([label, synonyms]) =>
        [label, ...synonyms].map((word) => [normaliseLabel(word), label] as const),
      ),
    );
    wordsOf.set(labels, words);
  }
  const value = words.get(normaliseLabel(text));
  if (value) return { value };
  const near = nearestName(normaliseLabel(text), Object.keys(labels));
  return {
    problem: `${quoted(text)} is none of ${Object.keys(labels).join(', ')}.`,
    mend: near ? `Did you mean ${near}?` : 'Write one of these.',
  };
}

function normaliseLabel(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
