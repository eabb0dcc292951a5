import { expect, test } from 'vitest';
import { sayChange, sayCount, sayMoney, sayShare } from './number.ts';

test('money is said from minor units, short where asked', () => {
  expect(sayMoney(48_000_000, 'EUR')).toBe('€480,000');
  expect(sayMoney(48_000_050, 'EUR')).toBe('€480,000.50');
  expect(sayMoney(48_000_000, 'EUR', { short: true })).toBe('€480k');
  expect(sayMoney(48_000_000, 'JPY')).toBe('JP¥48,000,000');
});

test('changes carry their sign, a real minus', () => {
  expect(sayChange(-0.464)).toBe('−46 %');
  expect(sayChange(0.2)).toBe('+20 %');
  expect(sayChange(0)).toBe('±0 %');
  expect(sayShare(0.4)).toBe('40 %');
});

test('things are counted in words', () => {
  expect(sayCount(1, 'account')).toBe('1 account');
  expect(sayCount(1200, 'account')).toBe('1,200 accounts');
});
