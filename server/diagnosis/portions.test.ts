import fc from 'fast-check';
import { expect, test } from 'vitest';
import { portionsOf } from './portions.ts';
import type { SteppedTrigger } from './recognise.ts';

const found = fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }), { maxLength: 12 });

/** One playbook for each list, one trigger for each number in it, which found so many rows. */
function stepsOf(playbooks: readonly (readonly number[])[]): SteppedTrigger[] {
  return playbooks.flatMap((triggers, index) => {
    const playbook = { key: `p${index}` } as SteppedTrigger['playbook'];
    return triggers.map(
      (rows) => ({ playbook, step: { ready: new Array(rows).fill(0) } }) as unknown as SteppedTrigger,
    );
  });
}

const rowsOf = (portion: readonly SteppedTrigger[]) => portion.reduce((sum, { step }) => sum + step.ready.length, 0);
const playbooksOf = (portion: readonly SteppedTrigger[]) => new Set(portion.map(({ playbook }) => playbook));

test('property: portions keep the order, part no playbook, and are small unless one playbook is large', () => {
  fc.assert(
    fc.property(found, fc.nat(10), (playbooks, atOnce) => {
      const steps = stepsOf(playbooks);
      const portions = portionsOf(steps, atOnce);
      expect(portions.flat()).toEqual(steps);
      expect(portions.reduce((sum, portion) => sum + playbooksOf(portion).size, 0)).toBe(playbooks.length);
      for (const portion of portions) {
        const large = [...Map.groupBy(portion, ({ playbook }) => playbook).values()].filter((of) => rowsOf(of) > 0);
        if (large.length > 1) expect(rowsOf(portion)).toBeLessThanOrEqual(atOnce);
      }
    }),
  );
});

test('what fits is one portion', () => {
  expect(portionsOf(stepsOf([[2], [3, 1], [4]]), 10)).toHaveLength(1);
  expect(portionsOf(stepsOf([[2], [3, 1], [4]]), 6)).toHaveLength(2);
  expect(portionsOf(stepsOf([[2], [3, 1], [4]]), 0)).toHaveLength(3);
});
