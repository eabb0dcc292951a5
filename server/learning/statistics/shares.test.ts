import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differenceOfShares, wilson } from './shares.ts';

// Newcombe 1998a, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17, 857-872, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('the score interval of %i of %i is the published one', (hits, of, low, high) => {
  const interval = wilson(hits, of)!;
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

// Newcombe 1998b, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17, 873-890, table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [10, 10, 0, 20, 0.6791, 1],
])('the interval of %i of %i minus %i of %i is the published one', (a, m, b, n, low, high) => {
  const interval = differenceOfShares({ hits: a, of: m }, { hits: b, of: n })!;
  expect(interval[0]).toBeCloseTo(low, 4);
  expect(interval[1]).toBeCloseTo(high, 4);
});

test('an interval holds the share, stays between 0 and 1, and there is none of nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(400), (of, some) => {
      const hits = Math.min(of, some);
      const [low, high] = wilson(hits, of)!;
      expect(low).toBeGreaterThanOrEqual(0);
      expect(low).toBeLessThanOrEqual(hits / of);
      expect(high).toBeGreaterThanOrEqual(hits / of);
      expect(high).toBeLessThanOrEqual(1);
    }),
  );
  expect([wilson(0, 0), differenceOfShares({ hits: 0, of: 0 }, { hits: 1, of: 2 })]).toEqual([null, null]);
});
