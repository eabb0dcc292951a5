import { minorDigits } from '../lib/currency.ts';
import type { Unit } from './declaration.ts';

export interface FormatOptions {
  /** ISO 4217 code of the organisation's currency; without it money is a plain number. */
  readonly currency?: string;
  /** Up to four decimals instead of rounding to what the eye takes in, as thresholds need. */
  readonly exact?: boolean;
}

/**
 * A value in words and figures: "−46 %" for a ratio of −0.46, "1 day", "€5,000" for 500000 minor units, "14 Feb 2026" for
 * an epoch day or 'YYYY-MM-DD', "yes" for a flag, "unknown" for null.
 */
export function formatValue(value: number | string | boolean | null, unit: Unit, options: FormatOptions = {}): string {
  if (value === null || Number.isNaN(value)) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return unit === 'date' ? formatDay(Date.parse(value)) : sayLabel(value);
  switch (unit) {
    case 'ratio':
      return `${value > 0 ? '+' : ''}${percent(value, options)}`;
    case 'share':
      return percent(value, options);
    case 'days':
      return counted(value, 'day', options);
    case 'seats':
      return counted(value, 'seat', options);
    case 'points':
      return counted(value, 'point', options);
    case 'money':
      return formatMoney(value, options.currency);
    case 'date':
      return formatDay(value * MILLISECONDS_A_DAY);
    case 'flag':
      return value === 0 ? 'no' : 'yes';
    default:
      return plain(value, options);
  }
}

/** A label as it is said: "on hold" for `on_hold`. */
function sayLabel(label: string): string {
  return label === 'it' ? 'IT' : label.replaceAll('_', ' ');
}

/** A number without its unit, grouped by thousands, with a real minus. */
export function plain(value: number, options: FormatOptions = {}): string {
  // Most values are small whole numbers, which need no formatting.
  if (Number.isInteger(value) && Math.abs(value) < 1000) return value < 0 ? `−${-value}` : String(value);
  const digits = options.exact ? 4 : Math.abs(value) >= 100 ? 0 : 1;
  return signed(say(rounded(value), decimals(digits)));
}

/** A share of a hundred: 0.3 is "30 %". Rounded to whole percents from 10 % on. */
export function percent(value: number, options: FormatOptions = {}): string {
  const hundredths = rounded(value * 100);
  const digits = options.exact ? 4 : Math.abs(hundredths) >= 9.95 ? 0 : 1;
  return `${signed(say(hundredths, decimals(digits)))} %`;
}

const MILLISECONDS_A_DAY = 86_400_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function formatDay(instant: number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return 'unknown';
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

function counted(value: number, noun: string, options: FormatOptions): string {
  const number = plain(value, options);
  return `${number} ${noun}${number === '1' || number === '−1' ? '' : 's'}`;
}

function formatMoney(minorUnits: number, currency: string | undefined): string {
  const digitsOfMinor = currency === undefined ? 2 : minorDigits(currency);
  const whole = Math.round(minorUnits) % 10 ** digitsOfMinor === 0;
  return signed(say(rounded(minorUnits / 10 ** digitsOfMinor), amounts(currency, whole ? 0 : digitsOfMinor)));
}

/** Without the dust of binary fractions (0.07 * 100) and without a negative zero. */
function rounded(value: number): number {
  return Number(value.toPrecision(12)) || 0;
}

function signed(text: string): string {
  const bare = text.replace('-', '−');
  return /[1-9∞]/.test(bare) ? bare : bare.replace('−', '');
}

/** A format, and what it said of numbers lately: thresholds and small figures come again in thousands of sentences. */
interface KeptFormat {
  readonly format: Intl.NumberFormat;
  readonly said: Map<number, string>;
}

const MOST_SAID = 5000;
const formats = new Map<string, KeptFormat>();

function say(value: number, { format, said }: KeptFormat): string {
  const known = said.get(value);
  if (known !== undefined) return known;
  if (said.size === MOST_SAID) said.clear();
  const text = format.format(value);
  said.set(value, text);
  return text;
}

/** Numbers with at most so many decimals. */
function decimals(digits: number): KeptFormat {
  return kept(`${digits}`, { maximumFractionDigits: digits });
}

/** Amounts of a currency, or without one, with exactly so many decimals. */
function amounts(currency: string | undefined, digits: number): KeptFormat {
  const style = currency === undefined ? {} : ({ style: 'currency', currency } as const);
  return kept(`${currency} ${digits}`, { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function kept(key: string, options: Intl.NumberFormatOptions): KeptFormat {
  const found = formats.get(key) ?? {
    format: new Intl.NumberFormat('en-GB', options),
    said: new Map<number, string>(),
  };
  formats.set(key, found);
  return found;
}
