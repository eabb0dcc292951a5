/** Money and numbers as text. The product speaks British English, so its numbers do too. */

const LANGUAGE = 'en-GB';

/** Integer minor units as money: `sayMoney(48000000, 'USD')` is 'US$480,000'; `short` makes it 'US$480K'. */
export function sayMoney(minor: number, currency: string, { short = false }: { short?: boolean } = {}): string {
  const options: Intl.NumberFormatOptions = { style: 'currency', currency };
  const digits = new Intl.NumberFormat(LANGUAGE, options).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = minor / 10 ** digits;
  if (short && Math.abs(amount) >= 10_000) {
    return new Intl.NumberFormat(LANGUAGE, {
      ...options,
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: Math.abs(amount) >= 1_000_000 ? 1 : 0,
    }).format(amount);
  }
  const isWhole = Number.isInteger(amount);
  return new Intl.NumberFormat(LANGUAGE, {
    ...options,
    minimumFractionDigits: isWhole ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(amount);
}

/** A number with thousands apart and at most `digits` decimals: '1,204', '0.37'. */
export function sayNumber(value: number, digits = 1): string {
  return new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: digits }).format(value);
}

/** A part of a whole as percent: 0.4 is '40 %'. */
export function sayShare(share: number): string {
  return `${sayNumber(share * 100, 0)} %`;
}

/** A ratio minus one as a change: -0.46 is '−46 %', 0.2 is '+20 %'. */
export function sayChange(ratio: number): string {
  const percent = Math.round(ratio * 100);
  return `${percent < 0 ? '−' : percent > 0 ? '+' : '±'}${sayNumber(Math.abs(percent), 0)} %`;
}

/** '1 account', '12 accounts'; an irregular plural is given. */
export function sayCount(count: number, one: string, many = `${one}s`): string {
  return `${sayNumber(count, 0)} ${count === 1 ? one : many}`;
}
