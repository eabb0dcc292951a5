import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allRows } from '../signals/columns/rows.ts';
import {
  arm,
  DISARMED,
  decodeMemory,
  emptyMemory,
  encodeMemory,
  markOpen,
  OPEN,
  stepTrigger,
} from './trigger-state.ts';

const FIRST = 19_000;

/** Runs days of truths ('1' true, '0' false, '?' unknown) for one account; the days (from 0) on which it opened and cleared. */
function live(truths: string, holdsFor: number, rearmAfter: number) {
  const memory = emptyMemory(1);
  const opened: number[] = [];
  const cleared: number[] = [];
  for (const [i, truth] of [...truths].entries()) {
    const code = { '0': 0, '1': 1, '?': 2 }[truth]!;
    const step = stepTrigger(memory, Uint8Array.of(code), FIRST + i, holdsFor, rearmAfter);
    if (step.cleared.length > 0) cleared.push(i);
    if (step.ready.length === 0) continue;
    opened.push(i);
    markOpen(memory, 0);
  }
  return { opened, cleared, memory };
}

test('opens on the first true day, and clears on the first that is not', () => {
  expect(live('0011100', 0, 0)).toMatchObject({ opened: [2], cleared: [5] });
});

test('opens only after it has held for the days asked', () => {
  expect(live('01101111', 2, 0).opened).toEqual([6]);
});

test('unknown is not true: it clears, and it breaks what must hold', () => {
  expect(live('11?111', 2, 0).opened).toEqual([5]);
  expect(live('1?', 0, 0).cleared).toEqual([1]);
});

test('a signal that flickers opens once until it has been false for the time to re-arm', () => {
  expect(live('1010101', 0, 3).opened).toEqual([0]);
  expect(live('10001', 0, 3).opened).toEqual([0, 4]);
});

test('when the situation ended otherwise and the condition is still true, it may open again', () => {
  const { memory } = live('111', 0, 14);
  arm(memory, 0);
  expect(stepTrigger(memory, Uint8Array.of(1), FIRST + 3, 0, 14).ready).toEqual([0]);
});

test('the same day twice changes nothing, and memory survives storage', () => {
  const truths = fc.string({ unit: fc.constantFrom('0', '1', '?'), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(truths, fc.nat(4), fc.nat(6), (days, holdsFor, rearmAfter) => {
      const { memory } = live(days, holdsFor, rearmAfter);
      const again = { since: memory.since.slice(), state: memory.state.slice() };
      const last = { '0': 0, '1': 1, '?': 2 }[days.at(-1)!]!;
      expect(stepTrigger(again, Uint8Array.of(last), FIRST + days.length - 1, holdsFor, rearmAfter)).toMatchObject({
        ready: [],
        cleared: [],
      });
      expect(again).toEqual(memory);
      const stored = emptyMemory(1);
      decodeMemory(encodeMemory(memory, 0, 1), 0, allRows(1), stored);
      expect(stored).toEqual(memory);
    }),
  );
});

test('never opens twice without having been clear in between', () => {
  const truths = fc.string({ unit: fc.constantFrom('0', '1', '?'), minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(truths, fc.nat(3), fc.nat(5), (days, holdsFor, rearmAfter) => {
      const { opened, cleared, memory } = live(days, holdsFor, rearmAfter);
      const events = [
        ...opened.map((day) => ({ day, is: 'opened' })),
        ...cleared.map((day) => ({ day, is: 'cleared' })),
      ];
      events.sort((a, b) => a.day - b.day);
      expect(events.map((event) => event.is)).toEqual(events.map((_, i) => (i % 2 === 0 ? 'opened' : 'cleared')));
      for (const day of opened) expect(days.slice(day - holdsFor, day + 1)).toMatch(/^1+$/);
      if (opened.length > cleared.length) expect(memory.state[0]).toBe(OPEN);
      else expect([0, DISARMED]).toContain(memory.state[0]);
    }),
  );
});
