import { sayDayInFull } from './date.ts';
import { sayChange, sayCount, sayMoney, sayNumber, sayShare } from './number.ts';

/** The value of a signal with its unit: 'ratio' −0.46 is '−46 %', 'days' 12 is '12 days', 'money' minor units, 'date' epoch days. */
export function sayValue(value: number, unit: string, currency: string): string {
  switch (unit) {
    case 'ratio':
      return sayChange(value);
    case 'share':
      return sayShare(value);
    case 'days':
      return sayCount(Math.round(value), 'day');
    case 'seats':
      return sayCount(value, 'seat');
    case 'money':
      return sayMoney(value, currency, { short: true });
    case 'date':
      return sayDayInFull(new Date(value * 86_400_000).toISOString().slice(0, 10));
    case 'flag':
      return value === 0 ? 'no' : 'yes';
    default:
      return sayNumber(value, Math.abs(value) >= 100 ? 0 : 1);
  }
}
