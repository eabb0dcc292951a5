import { describe, expect, it } from 'vitest';
import { isDuration, parseDuration, roughDays, sayDuration } from './duration.ts';

describe('a duration', () => {
  it.each([
    ['90m', 90, 'minute'],
    ['24h', 24, 'hour'],
    ['2d', 2, 'day'],
    ['3w', 3, 'week'],
    ['5bd', 5, 'business_day'],
    ['-14d', -14, 'day'],
  ])('%s is read', (text, amount, unit) => {
    expect(parseDuration(text)).toEqual({ amount, unit });
  });

  it.each(['', '5', 'd', '5 d', '1.5d', '2months', '24H', '--3d', '5bd ', '999999d'])('"%s" is refused', (text) => {
    expect(isDuration(text)).toBe(false);
    expect(() => parseDuration(text)).toThrow(RangeError);
  });

  it('is said as people say it', () => {
    expect(sayDuration(parseDuration('1h'))).toBe('1 hour');
    expect(sayDuration(parseDuration('5bd'))).toBe('5 business days');
    expect(sayDuration(parseDuration('-14d'))).toBe('14 days before');
  });

  it('can be compared across units', () => {
    expect(roughDays(parseDuration('48h'))).toBe(2);
    expect(roughDays(parseDuration('5bd'))).toBe(roughDays(parseDuration('1w')));
  });
});
