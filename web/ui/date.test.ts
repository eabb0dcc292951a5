import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  instantAt,
  sayDay,
  sayDistance,
  sayDue,
  sayInstant,
  sayTime,
  weekdayOf,
} from './date.ts';

const now = new Date('2026-11-22T10:00:00Z');
const berlin = 'Europe/Berlin';

test('a day is said as people say it', () => {
  expect(sayDay('2026-11-24', '2026-11-22')).toBe('24 Nov');
  expect(sayDay('2027-02-14', '2026-11-22')).toBe('14 Feb 2027');
  expect(sayDistance('2027-02-14', '2026-11-22')).toBe('in 84 days');
  expect(sayDistance('2026-11-23', '2026-11-22')).toBe('tomorrow');
  expect(sayDistance('2026-11-10', '2026-11-22')).toBe('12 days ago');
  expect(sayDistance('2024-11-24', '2026-11-22')).toBe('728 days ago');
  expect(sayDistance('2017-10-25', '2026-11-22')).toBe('9 years ago');
});

test('an instant is said as near as it matters, on the clock of the organisation', () => {
  expect(sayInstant('2026-11-22T10:00:20Z', now, berlin)).toBe('just now');
  expect(sayInstant('2026-11-22T09:40:00Z', now, berlin)).toBe('20 min ago');
  expect(sayInstant('2026-11-22T16:00:00Z', now, berlin)).toBe('today 17:00');
  // 23:30 in London is tomorrow in Berlin.
  expect(sayInstant('2026-11-22T23:30:00Z', now, berlin)).toBe('tomorrow 00:30');
  expect(sayInstant('2026-11-18T08:00:00Z', now, berlin)).toBe('Wed 18 Nov');
});

test('overdue is counted in days of the organisation, then hours', () => {
  expect(sayDue('2026-11-20T16:00:00Z', now, berlin)).toBe('2 days overdue');
  expect(sayDue('2026-11-22T07:00:00Z', now, berlin)).toBe('3 h overdue');
  expect(sayDue('2026-11-22T16:00:00Z', now, berlin)).toBe('due today 17:00');
});

test('a wall clock becomes an instant, on both sides of a change of clocks', () => {
  expect(instantAt('2026-03-28', '09:00', berlin).toISOString()).toBe('2026-03-28T08:00:00.000Z');
  expect(instantAt('2026-03-29', '09:00', berlin).toISOString()).toBe('2026-03-29T07:00:00.000Z');
  expect(instantAt('2026-11-22', '09:00', 'America/Sao_Paulo').toISOString()).toBe('2026-11-22T12:00:00.000Z');
});

test('what was shown is what comes back', () => {
  const zones = fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC');
  const days = fc.integer({ min: 0, max: 20_000 }).map((count) => addDays('1990-01-01', count));
  fc.assert(
    fc.property(days, zones, (day, zone) => {
      const at = instantAt(day, '12:00', zone);
      expect([dayOf(at, zone), sayTime(at, zone)]).toEqual([day, '12:00']);
      expect(daysBetween(day, addDays(day, 40))).toBe(40);
    }),
  );
});

test('the week begins on Monday', () => {
  expect(weekdayOf('2026-11-23')).toBe(1);
  expect(weekdayOf('2026-11-22')).toBe(7);
});
