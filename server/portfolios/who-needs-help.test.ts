import { expect, test } from 'vitest';
import { whoNeedsHelp } from './who-needs-help.ts';

const CALM = { openTasks: 4, overdue: 0, donePerWeek: 6, accounts: 40, red: 2, lateFirstActions: 0 };

test('who does what comes in needs no help', () => {
  expect(whoNeedsHelp(CALM)).toEqual([]);
});

test('more than three weeks of work at the pace of the last four is too much', () => {
  expect(whoNeedsHelp({ ...CALM, openTasks: 30 })).toEqual(['work for 5 weeks at the pace of the last four']);
});

test('without a pace it is the number of tasks that is too much', () => {
  expect(whoNeedsHelp({ ...CALM, openTasks: 929, donePerWeek: 0 })).toEqual([
    '929 tasks open, none done in the last four weeks',
  ]);
  expect(whoNeedsHelp({ ...CALM, openTasks: 40, donePerWeek: 0 })).toEqual([]);
});
