import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { weekdayOf } from '../lib/calendar/business-calendar.ts';
import { epochDay, isoDate } from '../lib/days.ts';
import { chooseRoutine, listOwnRoutines, tickRoutine } from './own-routines.ts';
import { readRoutines } from './read-routines.ts';
import { dueDays, parseRoutine } from './routine.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const isWeekday = (day: string) => weekdayOf(epochDay(day)) <= 5;
const monday = new Date('2026-11-23T09:00:00Z');

test('the routines that ship can be read, each under its own key, and name a time for every step', async () => {
  const routines = await readRoutines();
  expect(new Set(routines.map(({ routine }) => routine)).size).toBe(routines.length);
  expect(routines.map(({ schedule }) => schedule.every).sort()).toEqual([
    ...Array(3).fill('business_day'),
    ...Array(4).fill('month'),
    'quarter',
    ...Array(5).fill('week'),
  ]);
  for (const { guide } of routines) expect(guide.length).toBeGreaterThan(100);
});

test('a document that is no routine is refused with its name and what is wrong', () => {
  expect(() => parseRoutine('---\nroutine: x\nof: account\n---\n', 'x.md')).toThrow(/^x\.md is no routine: of: /);
});

test('the second week of a month is that of its second Monday, whole', () => {
  const schedule = { every: 'month', week: 2 } as const;
  const due = { firstDay: '2026-11-09', lastDay: '2026-11-15' };
  expect(dueDays(schedule, '2026-11-08', isWeekday)).toBeNull();
  expect(dueDays(schedule, '2026-11-09', isWeekday)).toEqual(due);
  expect(dueDays(schedule, '2026-11-15', isWeekday)).toEqual(due);
  expect(dueDays({ every: 'quarter', week: 1 }, '2026-01-05', isWeekday)?.firstDay).toBe('2026-01-05');
  expect(dueDays({ every: 'quarter', week: 1 }, '2026-01-01', isWeekday)).toBeNull();
});

test('on any day at most one week of a month is due, each once a month, and its first day says so too', () => {
  fc.assert(
    fc.property(fc.integer({ min: epochDay('2019-12-01'), max: epochDay('2032-03-01') }), (at) => {
      const day = isoDate(at);
      const due = [1, 2, 3, 4].flatMap((week) => dueDays({ every: 'month', week }, day, isWeekday) ?? []);
      expect(due.length).toBeLessThanOrEqual(1);
      for (const { firstDay, lastDay } of due) {
        expect([firstDay <= day, day <= lastDay, weekdayOf(epochDay(firstDay))]).toEqual([true, true, 1]);
        expect(epochDay(lastDay) - epochDay(firstDay)).toBe(6);
      }
    }),
  );
});

test('a member sees what is due, ticks it, and switches off what they do not want; others have their own', async () => {
  const { carl, vic } = api.world;
  const { database } = api.steward;
  const dueOf = async (person: typeof carl, now = monday) =>
    (await listOwnRoutines(database, person.actor, now)).filter(({ isOn, day }) => isOn && day !== null);
  const due = await dueOf(carl);
  expect(due.map(({ when }) => when)).toEqual(
    expect.arrayContaining(['every working day', 'every Monday', 'in the fourth week of a month']),
  );
  expect(await dueOf(vic)).toEqual([]);
  expect((await dueOf(carl, new Date('2026-11-22T09:00:00Z'))).map(({ when }) => when)).not.toContain(
    'every working day',
  );

  const { key, steps } = due[0]!;
  const step = { key, step: steps[0]!.id };
  await tickRoutine(database, carl.actor, step, true, monday);
  await tickRoutine(database, carl.actor, step, true, monday);
  const isDone = async () => (await dueOf(carl)).find((one) => one.key === key)!.steps[0]!.isDone;
  expect(await isDone()).toBe(true);
  const nextDay = await dueOf(carl, new Date('2026-11-24T09:00:00Z'));
  expect(nextDay.find((one) => one.key === key)?.steps[0]?.isDone).toBe(false);
  await tickRoutine(database, carl.actor, step, false, monday);
  expect(await isDone()).toBe(false);

  await chooseRoutine(database, carl.actor, key, false);
  expect((await dueOf(carl)).map((one) => one.key)).not.toContain(key);
  await expect(chooseRoutine(database, carl.actor, 'nothing', false)).rejects.toMatchObject({ status: 404 });
  const sunday = tickRoutine(database, carl.actor, step, true, new Date('2026-11-22T09:00:00Z'));
  await expect(sunday).rejects.toMatchObject({ status: 409 });
});
