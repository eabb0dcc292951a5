import { expect, test } from 'vitest';
import type { ClauseEvidence } from '../expressions/clauses.ts';
import { epochDay } from '../lib/days.ts';
import { sayCauses } from './say-causes.ts';

const context = { day: epochDay('2026-11-16'), currency: 'EUR' };

function clause(
  signal: string | null,
  value: ClauseEvidence['value'],
  over: Partial<ClauseEvidence> = {},
): ClauseEvidence {
  return {
    text: '',
    signal,
    title: signal ?? 'a computation',
    unit: 'days',
    operator: '<=',
    threshold: 90,
    value,
    truth: 1,
    distance: 0,
    ...over,
  };
}

test('days are said as dates, and the renewal comes last', () => {
  const causes = sayCauses(
    [clause('renewal.days_left', 90), clause('renewal.days_left', 90), clause('contacts.champion_left_days', 13)],
    context,
  );
  expect(causes).toEqual(['a champion or sponsor left on 3 Nov', 'renewal on 14 Feb 2027']);
});

test('a change says what moved, which way and how far', () => {
  const logins = { unit: 'ratio', title: 'logins in four weeks', threshold: -0.3 } as const;
  const usage = { unit: 'ratio', title: 'events in four weeks', operator: '>', threshold: -0.2 } as const;
  expect(sayCauses([clause('metric.logins.change_28d', -0.46, logins)], context)).toEqual([
    'logins fell 46 % in four weeks',
  ]);
  expect(sayCauses([clause('usage.change_28d', -0.03, usage)], context)).toEqual(['usage is steady']);
});

test('guards explain nothing, unless there is nothing else', () => {
  const guard = clause('usage.active_days_total', 79, {
    title: 'days with events ever',
    operator: '>=',
    threshold: 3,
    unit: 'count',
  });
  expect(sayCauses([guard, clause('usage.days_since_last', 49)], context)).toEqual(['no usage since 28 Sep']);
  expect(sayCauses([guard], context)).toHaveLength(1);
});
