import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyEvidence, parseMoney } from './money.ts';
import { decimalEvidence, parseInteger, parseNumber } from './numbers.ts';

describe('numbers', () => {
  test.each([
    ['0', 0],
    ['-12', -12],
    ['+5', 5],
    ['58.9', 58.9],
    ['58,9', 58.9],
    ['.5', 0.5],
    ['0.125', 0.125],
    ['0,125', 0.125],
    ['1,234.56', 1234.56],
    ['1.234,56', 1234.56],
    ['1 234 567', 1_234_567],
    ['1\u00a0234,567', 1234.567],
    ["1'234'567.8", 1_234_567.8],
    ['1.234.567', 1_234_567],
    ['12,34,567.5', 1_234_567.5],
    ['1234.567', 1234.567],
    ['(1,234.50)', -1234.5],
    ['120-', -120],
    ['\u2212 3', -3],
    ['1.5e3', 1500],
    ['-0.00', 0],
  ])('%s is %d', (text, value) => expect(parseNumber(text)).toEqual({ value }));

  test.each(['', 'abc', '1,23,4', '1.2.3', '12 34', '--1', '(-1)', '+1-', '1,234,5', '12%', '1.234.56', '1,234.5.6'])(
    '%j is not a number',
    (text) => expect(parseNumber(text)).toHaveProperty('problem'),
  );

  test.each(['1,234', '1.234', '-12.345', '999,000'])('%s is asked about, not guessed', (text) => {
    expect(parseNumber(text)).toMatchObject({
      mend: 'Say whether the column writes decimals with a point or a comma.',
    });
    expect(decimalEvidence(text)).toBe('ambiguous');
  });

  test('the decimal sign of the column decides', () => {
    expect(parseNumber('1,234', '.')).toEqual({ value: 1234 });
    expect(parseNumber('1,234', ',')).toEqual({ value: 1.234 });
    expect(parseNumber('1.234', ',')).toEqual({ value: 1234 });
    expect(parseNumber('58.9', ',')).toEqual({
      problem: '"58.9" is not a number with a decimal comma.',
      mend: 'Write only digits, such as 1234,5.',
    });
    expect(parseNumber('1,234')).toEqual(expect.objectContaining({ problem: '"1,234" can be 1234 or 1.234.' }));
    expect(parseNumber('1.234')).toEqual(expect.objectContaining({ problem: '"1.234" can be 1234 or 1.234.' }));
  });

  test('whole numbers have no decimals but zeros', () => {
    expect(parseInteger('12.0')).toEqual({ value: 12 });
    expect(parseInteger('12.5')).toHaveProperty('problem', '"12.5" is not a whole number.');
    expect(parseInteger('99999999999999999999')).toHaveProperty('problem');
  });

  test('written in any country they come back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.integer({ min: 0, max: 99 }),
        fc.constantFrom('en-US', 'de-DE', 'fr-FR', 'de-CH', 'pt-BR', 'es-ES', 'en-IN', 'sv-SE'),
        (whole, cents, locale) => {
          const value = Number(`${whole}.${String(cents).padStart(2, '0')}`);
          const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(value);
          expect(parseNumber(text)).toEqual({ value: value === 0 ? 0 : value });
        },
      ),
    );
  });
});

describe('money', () => {
  test.each([
    ['1.234,56', 'EUR', 123456],
    ['€ 1.234,56', 'EUR', 123456],
    ['1,234.56 USD', 'USD', 123456],
    ['US$12', 'USD', 1200],
    ['$12.5', 'CAD', 1250],
    ['R$ 58,90', 'BRL', 5890],
    ['-$5.00', 'USD', -500],
    ['$-5.00', 'USD', -500],
    ['($5.00)', 'USD', -500],
    ['5,00 €-', 'EUR', -500],
    ['500', 'JPY', 500],
    ['¥1,500.00', 'JPY', 1500_00 / 100],
    ['1.5', 'KWD', 1500],
    ['1.2345', 'CLF', 12345],
    ['0.10', 'EUR', 10],
    ['19.99', 'EUR', 1999],
    ['1 234,50 zł', 'PLN', 123450],
    ['kr 12,50', 'SEK', 1250],
    ['Fr. 12.50', 'CHF', 1250],
  ])('%s in %s is %d minor units', (text, currency, value) => expect(parseMoney(text, currency)).toEqual({ value }));

  test('is never rounded, mixed up or guessed', () => {
    expect(parseMoney('1.5', 'JPY')).toMatchObject({ problem: '"1.5" has more decimals than JPY, which has none.' });
    expect(parseMoney('1.2345', 'EUR')).toMatchObject({ mend: 'Round it to 2 decimals.' });
    expect(parseMoney('€5', 'USD')).toMatchObject({ problem: '"€5" is in EUR, the row in USD.' });
    expect(parseMoney('5 GBP', 'USD')).toHaveProperty('problem');
    expect(parseMoney('1,234', 'USD')).toMatchObject({ problem: '"1,234" can be 1234 or 1.234.' });
    expect(parseMoney('$1,234', 'USD', '.')).toEqual({ value: 123400 });
    expect(parseMoney('a lot', 'USD')).toMatchObject({ problem: '"a lot" is not an amount.' });
    expect(parseMoney('99999999999999999', 'USD')).toMatchObject({
      problem: '"99999999999999999" is too large an amount.',
    });
    expect(moneyEvidence('$1,234')).toBe('ambiguous');
    expect(moneyEvidence('1.234,5 €')).toBe(',');
  });

  test('in minor units comes back exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e14, max: 1e14 }),
        fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'BRL'),
        (minor, currency) => {
          const places = currency === 'JPY' ? 0 : currency === 'KWD' ? 3 : 2;
          const digits = String(Math.abs(minor)).padStart(places + 1, '0');
          const text = `${minor < 0 ? '-' : ''}${digits.slice(0, digits.length - places)}${places ? `.${digits.slice(-places)}` : ''}`;
          expect(parseMoney(text, currency, '.')).toEqual({ value: minor });
        },
      ),
    );
  });
});
