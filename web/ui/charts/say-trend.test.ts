import { expect, test } from 'vitest';
import { addDays } from '../date.ts';
import { sayTrend } from './say-trend.ts';

const days = (values: readonly (number | null)[]) =>
  values.map((value, index) => ({ day: addDays('2026-10-01', index), value }));
const say = (points: readonly (number | null)[], until = '2026-12-31') =>
  sayTrend(days(points), until, '2026-11-22', String);

test('says from where to where, and since when', () => {
  expect(say([60, 62, 60, 60, 58, 60, 40, 30])).toBe('from 60 to 30, falling since 6 Oct');
  expect(say([10, 10, 10, 14, 20])).toBe('from 10 to 20, rising since 3 Oct');
});

test('a small movement is none', () => {
  expect(say([60, 61, 59, 60, 58])).toBe('steady at 58');
});

test('who is silent has nothing since a day, and is not steady', () => {
  expect(say([3, 0, 0, 0, 0, 0, 0, 0, 0])).toBe('0 since 2 Oct');
  expect(say([0, 0, 0, 0])).toBe('steady at 0');
});

test('looks no further than the day asked for, and past days without data', () => {
  expect(say([60, 60, 60, null, 60, 1], '2026-10-05')).toBe('steady at 60');
  expect(say([null, null])).toBeNull();
});
