import { describe, expect, it } from 'vitest';
import { correctClock, dayIn, parseInstant, problemOfTime } from './call-time.ts';

const NOW = Date.parse('2025-03-01T12:00:00Z');

describe('the time of a call', () => {
  it.each([
    ['2025-03-01T12:00:00Z', NOW],
    ['2025-03-01T12:00:00.250Z', NOW + 250],
    ['2025-03-01T09:00:00-03:00', NOW],
    ['2025-03-01T09:00:00-0300', NOW],
    ['2025-03-01T12:00:00', NOW],
    ['2025-03-01 12:00:00.000123+00:00', NOW],
    ['2025-03-01T12:00', NOW],
    ['2025-03-01', NOW - 43_200_000],
  ])('%s is read', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each(['yesterday', '1 March 2025', '2025-13-01T00:00:00Z', '2025-03-01T25:00:00Z', '', '12:00', 1740830400, null])(
    '%s is no instant',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );

  it('is corrected by what the sender’s clock is off', () => {
    const hour = 3_600_000;
    expect(correctClock(NOW - hour, NOW + 2 * hour, NOW)).toBe(NOW - 3 * hour);
    expect(correctClock(NOW - 60_000, NOW - hour, NOW)).toBe(NOW + hour - 60_000);
  });

  it('is left alone for what the network takes, without sentAt, and is ours where there is none', () => {
    expect(correctClock(NOW - 5000, NOW - 900, NOW)).toBe(NOW - 5000);
    expect(correctClock(NOW - 5000, null, NOW)).toBe(NOW - 5000);
    expect(correctClock(null, NOW - 900, NOW)).toBe(NOW);
  });

  it('must not lie far in the future or before 1970', () => {
    expect(problemOfTime(NOW + 86_400_000, NOW)).toBeNull();
    expect(problemOfTime(NOW + 86_400_001, NOW)).toMatch(/future/);
    expect(problemOfTime(-1, NOW)).toMatch(/1970/);
  });

  it('has the day that is written', () => {
    expect(dayIn('2025-03-01T23:30:00-03:00')).toBe('2025-03-01');
    expect(dayIn('2025-02-31')).toBeNull();
    expect(dayIn('0000-01-01')).toBeNull();
    expect(dayIn('soon')).toBeNull();
  });
});
