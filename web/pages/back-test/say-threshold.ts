import { sayChange, sayMoney, sayNumber } from '../../ui/number.ts';

/** A threshold with its unit; money is minor units of the organisation's currency. */
export function sayThreshold(value: number, unit: string, currency: string): string {
  if (unit === 'ratio') return sayChange(value);
  if (unit === 'share') return `${sayNumber(value * 100, 0)} %`;
  if (unit === 'money') return sayMoney(value, currency, { short: true });
  if (unit === 'days') return `${sayNumber(value)} ${value === 1 ? 'day' : 'days'}`;
  return sayNumber(value, 2);
}
