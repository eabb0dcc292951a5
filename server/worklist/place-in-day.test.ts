import { expect, test } from 'vitest';
import { DEFAULT_BLOCKS, dayBlocks } from '../identity/day-blocks.ts';
import { placeInDay } from './place-in-day.ts';

const task = { kind: 'task', quadrant: 'do_first', isWithCustomer: false } as const;

test('what is important is done while it is quiet, what is done with customers while they can be reached', () => {
  expect(placeInDay(task, DEFAULT_BLOCKS)).toBe('focus');
  expect(placeInDay({ ...task, isWithCustomer: true }, DEFAULT_BLOCKS)).toBe('customers');
  expect(placeInDay({ ...task, quadrant: 'keep_short' }, DEFAULT_BLOCKS)).toBe('admin');
  expect(placeInDay({ ...task, kind: 'band_change' }, DEFAULT_BLOCKS)).toBe('admin');
});

test('a part that the day lacks gives to one that it has', () => {
  const [focus, customers] = DEFAULT_BLOCKS;
  expect(placeInDay({ ...task, isWithCustomer: true }, [focus!])).toBe('focus');
  expect(placeInDay(task, [customers!])).toBe('customers');
  expect(placeInDay(task, [DEFAULT_BLOCKS[3]!])).toBe('wrap_up');
});

test('blocks are put in order, and refused when they overlap, end before they begin or stand twice', () => {
  const at = (key: 'focus' | 'admin', from: string, until: string) => ({ key, from, until });
  expect(dayBlocks.parse([at('admin', '13:00', '15:00'), at('focus', '07:30', '11:00')])).toMatchObject([
    { key: 'focus' },
    { key: 'admin' },
  ]);
  const wrong = [
    [],
    [at('focus', '11:00', '08:00')],
    [at('focus', '08:00', '11:00'), at('admin', '10:59', '12:00')],
    [at('focus', '08:00', '11:00'), at('focus', '12:00', '13:00')],
    [at('focus', '8:00', '25:00')],
  ];
  for (const blocks of wrong) expect(dayBlocks.safeParse(blocks).success).toBe(false);
});
