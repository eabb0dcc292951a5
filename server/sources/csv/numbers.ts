import { type Fault, isFault, quoted, type Reading } from './reading.ts';

/** The sign between the whole part of a number and its decimals. */
export type DecimalSign = '.' | ',';

/** A number as digits: "1 234,50-" is { digits: "-1234.50" }. `sign` says which decimal sign its writing proves. */
interface Digits {
  readonly digits: string;
  readonly sign?: DecimalSign;
}

/**
 * Reads a decimal number in the ways of most countries: grouped by comma, point, space or apostrophe, negative by a
 * sign before or behind or by parentheses, with an exponent. "1,234" and "1.234" can be two numbers: without the
 * decimal sign of the column they are faults, never guesses.
 */
export function parseNumber(text: string, decimal?: DecimalSign): Reading<number> {
  const exponent = /^([-+]?\d+(?:\.\d+)?)e([-+]?\d{1,3})$/i.exec(text.trim());
  if (exponent) return { value: Number(exponent[0]) };
  const digits = parseDigits(text, decimal);
  return isFault(digits) ? digits : { value: Number(digits.value) };
}

/** Reads a whole number; "12.0" is one, "12.5" is not. */
export function parseInteger(text: string, decimal?: DecimalSign): Reading<number> {
  const number = parseNumber(text, decimal);
  if (isFault(number)) return number;
  if (Number.isSafeInteger(number.value)) return number;
  return { problem: `${quoted(text)} is not a whole number.`, mend: 'Write a number without decimals.' };
}

/** Reads a decimal number as exact digits, such as "-1234.50". */
export function parseDigits(text: string, decimal?: DecimalSign): Reading<string> {
  const written = readDigits(text, decimal);
  if (written === 'ambiguous') return ambiguous(text);
  if (written === undefined) return notANumber(text, decimal);
  return { value: written.digits };
}

/** What the writing of a number proves about its column: a decimal sign, nothing, or that there are two ways to read it. */
export function decimalEvidence(text: string): DecimalSign | 'ambiguous' | undefined {
  const written = readDigits(text);
  return written === 'ambiguous' ? 'ambiguous' : written?.sign;
}

function readDigits(text: string, decimal?: DecimalSign): Digits | 'ambiguous' | undefined {
  const plain = text.trim().replace(/\u2212/g, '-');
  const parts = /^(\()?([-+]?)\s*([\d.,'’\s\u00a0\u2009\u202f]*\d[.,]?)\s*(-?)(\))?$/.exec(plain);
  if (!parts) return undefined;
  const [, open, before, body = '', behind, close] = parts;
  if ((open === undefined) !== (close === undefined)) return undefined;
  const minuses = [open !== undefined, before === '-', behind === '-'].filter(Boolean).length;
  if (minuses > 1 || (before === '+' && behind === '-')) return undefined;
  const number = readBody(body, decimal);
  if (number === undefined || number === 'ambiguous') return number;
  const isZero = !/[1-9]/.test(number.digits);
  return { ...number, digits: `${minuses === 1 && !isZero ? '-' : ''}${number.digits}` };
}

function readBody(body: string, decimal?: DecimalSign): Digits | 'ambiguous' | undefined {
  const spaced = /['’\s\u00a0\u2009\u202f]/.test(body);
  const points = body.split('.').length - 1;
  const commas = body.split(',').length - 1;
  if (points + commas === 0) return split(body, undefined);
  if (decimal) return split(body, decimal);
  if (points > 0 && commas > 0) return split(body, body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',');
  const sign = points > 0 ? '.' : ',';
  if (points + commas > 1) return split(body, sign === '.' ? ',' : '.');
  if (!spaced && /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)) return 'ambiguous';
  return split(body, sign);
}

const bySpace = /^\d{1,3}([\s\u00a0\u2009\u202f])\d{3}(\1\d{3})*$/;
const byApostrophe = /^\d{1,3}(['’])\d{3}(\1\d{3})*$/;
// Western groups of three, and the Indian 12,34,567.
const byPoint = /^(\d{1,3}(\.\d{3})+|\d{1,2}(\.\d{2})*\.\d{3})$/;
const byComma = /^(\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})*,\d{3})$/;

function split(body: string, sign: DecimalSign | undefined): Digits | undefined {
  const at = sign ? body.lastIndexOf(sign) : -1;
  const whole = at < 0 ? body : body.slice(0, at);
  const decimals = at < 0 ? '' : body.slice(at + 1);
  if (!/^\d*$/.test(decimals)) return undefined;
  const groups = [bySpace, byApostrophe, ...(sign === '.' ? [byComma] : sign === ',' ? [byPoint] : [])];
  if (!/^\d*$/.test(whole) && !groups.some((group) => group.test(whole))) return undefined;
  const digits = whole.replace(/\D/g, '').replace(/^0+(?=\d)/, '') || '0';
  return { digits: decimals ? `${digits}.${decimals}` : digits, ...(sign && { sign }) };
}

function ambiguous(text: string): Fault {
  const [point, comma] = [text.trim().replace(',', ''), text.trim().replace(/[.,]/, '.')];
  const thousands = text.includes(',') ? point : text.trim().replace('.', '');
  return {
    problem: `${quoted(text)} can be ${thousands} or ${comma}.`,
    mend: 'Say whether the column writes decimals with a point or a comma.',
  };
}

function notANumber(text: string, decimal?: DecimalSign): Fault {
  const sign = decimal === ',' ? ' with a decimal comma' : decimal === '.' ? ' with a decimal point' : '';
  const example = decimal === ',' ? '1234,5' : '1234.5';
  return { problem: `${quoted(text)} is not a number${sign}.`, mend: `Write only digits, such as ${example}.` };
}
