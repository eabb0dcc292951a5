import { expect, test } from 'vitest';
import { fromWallTime, toWallTime } from './wall-time.ts';

test.each([
  ['2026-01-05T10:30', 'Europe/Berlin', '2026-01-05T09:30:00.000Z'],
  ['2026-07-05T10:30', 'Europe/Berlin', '2026-07-05T08:30:00.000Z'],
  ['2026-07-05T00:15', 'Asia/Kolkata', '2026-07-04T18:45:00.000Z'],
  ['2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
  ['2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['2026-10-25T12:00', 'America/New_York', '2026-10-25T16:00:00.000Z'],
])('%s in %s is %s, and back', (wall, timeZone, instant) => {
  expect(fromWallTime(wall, timeZone)?.toISOString()).toBe(instant);
  expect(toWallTime(new Date(instant), timeZone)).toBe(wall);
});

test('what is no time is null', () => {
  expect(fromWallTime('', 'Europe/Berlin')).toBeNull();
});
