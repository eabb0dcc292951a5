import { minorDigits } from '../../lib/currency.ts';
import { type DecimalSign, decimalEvidence, parseDigits } from './numbers.ts';
import { isFault, quoted, type Reading } from './reading.ts';

/** Signs that belong to one currency only; "$", "kr" and "¥" are shared and prove nothing. */
const ownSigns: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  R$: 'BRL',
  '₹': 'INR',
  '₩': 'KRW',
  '₺': 'TRY',
  '₽': 'RUB',
  zł: 'PLN',
  '₴': 'UAH',
  '₫': 'VND',
  '₪': 'ILS',
  US$: 'USD',
};

/**
 * Reads an amount in a currency (ISO 4217) as whole minor units: "1.234,56" EUR is 123456, "500" JPY is 500, "1.5" KWD
 * is 1500. A sign or code beside the amount must be that currency's. More decimals than the currency has are a fault
 * unless they are zeros.
 */
export function parseMoney(text: string, currency: string, decimal?: DecimalSign): Reading<number> {
  const { amount, mark } = withoutMark(text);
  const meant = /^[A-Z]{3}$/i.test(mark) ? mark.toUpperCase() : ownSigns[mark];
  if (meant && meant !== currency) {
    return {
      problem: `${quoted(text)} is in ${meant}, the row in ${currency}.`,
      mend: `Map a column with the currency, or write the amount in ${currency}.`,
    };
  }
  const digits = parseDigits(amount, decimal);
  if (isFault(digits)) return { ...digits, problem: digits.problem.replace('a number', 'an amount') };
  const places = minorDigits(currency);
  const [whole = '0', decimals = ''] = digits.value.split('.');
  if (/[1-9]/.test(decimals.slice(places))) {
    return {
      problem: `${quoted(text)} has more decimals than ${currency}, which has ${places === 0 ? 'none' : places}.`,
      mend: `Round it to ${places === 0 ? 'a whole amount' : `${places} decimals`}.`,
    };
  }
  const minor = Number(`${whole}${decimals.slice(0, places).padEnd(places, '0')}`);
  if (Number.isSafeInteger(minor)) return { value: minor };
  return { problem: `${quoted(text)} is too large an amount.`, mend: 'Check the column: it may hold something else.' };
}

/** What the writing of an amount proves about the decimal sign of its column. */
export function moneyEvidence(text: string): DecimalSign | 'ambiguous' | undefined {
  return decimalEvidence(withoutMark(text).amount);
}

function withoutMark(text: string): { amount: string; mark: string } {
  const parts =
    /^([-+(]?)\s*([\p{L}\p{Sc}.]*?)\s*([-+]?[\d(][^\p{L}\p{Sc}]*?|[.,]\d+)\s*([\p{L}\p{Sc}.]*?)(\)?-?)$/u.exec(
      text.trim(),
    );
  if (!parts) return { amount: text, mark: '' };
  const [, before = '', left = '', amount = '', right = '', behind = ''] = parts;
  return { amount: `${before}${amount}${behind}`, mark: (left || right).replace(/\.$/, '') };
}
