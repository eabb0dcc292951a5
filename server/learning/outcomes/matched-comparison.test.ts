import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Case, matchedDifference, meanOf } from './matched-comparison.ts';

let rows = 0;
function cases(
  count: number,
  { segment = null, before, after }: { segment?: string | null; before: number; after: number },
): Case[] {
  return Array.from({ length: count }, () => ({ row: rows++, segment, before, after, reached: 0 }));
}
const change = ({ before, after }: Case) => after - before;

describe('a matched difference', () => {
  test('is counted by hand within each segment, and weighs it by its runs', () => {
    // Large ones gain 20 against 12, small ones 5 against 5; three quarters of the runs are of large ones.
    const runs = [
      ...cases(30, { segment: 'large', before: 50, after: 70 }),
      ...cases(10, { segment: 'small', before: 50, after: 55 }),
    ];
    const comparisons = [
      ...cases(5, { segment: 'large', before: 50, after: 62 }),
      ...cases(50, { segment: 'small', before: 50, after: 55 }),
      ...cases(50, { segment: 'medium', before: 50, after: 100 }),
    ];
    expect(matchedDifference(runs, comparisons, change)).toEqual({
      runs: 40,
      comparisons: 55,
      ofRuns: 16.25,
      ofComparisons: 10.25,
      difference: { value: 6, interval: [expect.any(Number), expect.any(Number)] },
    });
  });

  test('has no interval where all cases are alike', () => {
    const [runs, comparisons] = [cases(30, { before: 50, after: 60 }), cases(30, { before: 50, after: 55 })];
    expect(matchedDifference(runs, comparisons, change)!.difference).toEqual({ value: 5, interval: null });
  });

  test('is none between accounts that start from elsewhere: what stands low rises by itself', () => {
    // Everybody rises to 60, with a run or without; the runs began lower.
    const runs = [...cases(20, { before: 30, after: 60 }), ...cases(20, { before: 40, after: 60 })];
    const comparisons = [
      ...cases(10, { before: 30, after: 60 }),
      ...cases(10, { before: 40, after: 60 }),
      ...cases(100, { before: 58, after: 60 }),
    ];
    const found = matchedDifference(runs, comparisons, change)!;
    expect(found.difference.value).toBe(0);
    expect(found.comparisons).toBe(20);
  });

  test('leaves out runs that nobody is like, and what is unknown', () => {
    const runs = [
      ...cases(3, { segment: 'large', before: 50, after: 60 }),
      ...cases(4, { segment: 'small', before: 50, after: 90 }),
      ...cases(5, { segment: 'large', before: Number.NaN, after: 60 }),
    ];
    const comparisons = [
      ...cases(2, { segment: 'large', before: 50, after: 55 }),
      ...cases(9, { segment: 'large', before: 50, after: Number.NaN }),
    ];
    expect(matchedDifference(runs, comparisons, change)).toMatchObject({
      runs: 3,
      comparisons: 2,
      difference: { value: 5 },
    });
    expect(matchedDifference(runs, cases(30, { segment: 'other', before: 50, after: 60 }), change)).toBeNull();
    expect(matchedDifference([], comparisons, change)).toBeNull();
  });

  test('finds what was added, whatever the segments and starts', () => {
    const one = fc.record({ segment: fc.constantFrom('large', 'small'), before: fc.integer({ min: 0, max: 100 }) });
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 8, maxLength: 40 }),
        fc.integer({ min: -20, max: 20 }),
        (starts, added) => {
          // Of the same accounts, half with a run: all change by the same, those with a run by so much more.
          const make = (more: number) =>
            starts.flatMap((start) => cases(1, { ...start, after: start.before + 7 + more }));
          const found = matchedDifference(make(added), make(0), change)!;
          expect(found.difference.value).toBeCloseTo(added, 9);
          expect(found.runs).toBe(starts.length);
        },
      ),
      { numRuns: 30 },
    );
  });
});

test('the interval of a mean is that of whole accounts', () => {
  // Each account twice with the same value: no more is known than from once.
  const values = Array.from({ length: 200 }, (_, i) => i % 10);
  const once = meanOf(values.map((value, row) => ({ row, value })))!;
  const twice = meanOf(
    values.flatMap((value, row) => [
      { row, value },
      { row, value },
    ]),
  )!;
  expect(once.value).toBe(4.5);
  expect(twice).toEqual(once);
  // The normal approximation: 1.96 standard errors on either side.
  const half = 1.96 * Math.sqrt(8.25 / 200);
  expect((once.interval![1] - once.interval![0]) / 2).toBeCloseTo(half, 1);
  expect(meanOf([])).toBeNull();
});
