import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterBootstrap } from './cluster-bootstrap.ts';
import { median, quantile } from './quantile.ts';
import { seededRandom } from './random.ts';

describe('a quantile', () => {
  // R 4.3: quantile(c(2, 4, 7, 11, 16, 22, 29, 37), c(.1, .25, .5, .9)) with its default type 7.
  test.each([
    [0.1, 3.4],
    [0.25, 6.25],
    [0.5, 13.5],
    [0.9, 31.4],
  ])('%s is that of R, type 7', (p, expected) => {
    expect(quantile([2, 4, 7, 11, 16, 22, 29, 37], p)).toBeCloseTo(expected, 12);
  });

  test('is the smallest and largest value at its ends, and unknown of nothing', () => {
    expect([quantile([3, 5, 9], 0), quantile([3, 5, 9], 1), quantile([], 0.5)]).toEqual([3, 9, Number.NaN]);
    expect([median([9, 1, 4]), median([4, 1]), median([])]).toEqual([4, 2.5, null]);
  });
});

describe('random numbers', () => {
  test('are the same for the same seed, and those of the published Mulberry32', () => {
    // The author's reference in C, for the state 1.
    const random = seededRandom(1);
    const first = [random(), random(), random()].map((value) => Math.round(value * 2 ** 32));
    expect(first).toEqual([2693262067, 11749833, 2265367787]);
    expect(seededRandom(7)()).toBe(seededRandom(7)());
    expect(seededRandom(7)()).not.toBe(seededRandom(8)());
  });

  test('are spread evenly: chi-squared over 16 classes stays below its 99.9 % point', () => {
    const random = seededRandom(42);
    const classes = new Array<number>(16).fill(0);
    for (let i = 0; i < 160_000; i++) classes[Math.floor(random() * 16)]!++;
    const chiSquared = classes.reduce((sum, seen) => sum + (seen - 10_000) ** 2 / 10_000, 0);
    // 37.70: tables of the distribution with 15 degrees of freedom.
    expect(chiSquared).toBeLessThan(37.7);
  });
});

describe('a cluster bootstrap', () => {
  const share = ([rows, hits]: readonly number[]) => ({ share: hits! / rows! });

  test('of independent rows is as wide as the normal approximation says', () => {
    const hits = Array.from({ length: 2000 }, (_, i) => (i % 5 < 2 ? 1 : 0));
    const [low, high] = clusterBootstrap([hits.map(() => 1), hits], share, 2000).share!;
    const half = 1.96 * Math.sqrt((0.4 * 0.6) / 2000);
    expect((high - low) / 2 / half).toBeCloseTo(1, 1);
    expect((high + low) / 2).toBeCloseTo(0.4, 2);
  });

  test('of clustered rows is as wide as the linearised variance of a ratio (Cochran 1977, 6.4)', () => {
    const random = seededRandom(3);
    const clusters = Array.from({ length: 1500 }, () => {
      const rows = 1 + Math.floor(random() * 12);
      const isGone = random() < 0.3;
      return { rows, hits: isGone ? rows : Math.floor(random() * 2) };
    });
    const columns = [clusters.map(({ rows }) => rows), clusters.map(({ hits }) => hits)];
    const [rows, hits] = columns.map((column) => column.reduce((sum, value) => sum + value, 0)) as [number, number];
    const ratio = hits / rows;
    const spread = clusters.reduce((sum, one) => sum + (one.hits - ratio * one.rows) ** 2, 0);
    const error = Math.sqrt((1500 / 1499) * spread) / rows;
    const [low, high] = clusterBootstrap(columns, share, 2000).share!;
    expect((high - low) / 2 / (1.96 * error)).toBeCloseTo(1, 1);
    // Taken as independent the rows would promise far too much.
    expect((high - low) / 2).toBeGreaterThan(1.5 * 1.96 * Math.sqrt((ratio * (1 - ratio)) / rows));
  });

  test('holds the figure itself, is the same again, and is none for what has no value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ rows: fc.integer({ min: 1, max: 9 }), hits: fc.nat(1) }), {
          minLength: 30,
          maxLength: 60,
        }),
        (clusters) => {
          const columns = [clusters.map(({ rows }) => rows), clusters.map(({ hits }) => hits)];
          const first = clusterBootstrap(columns, share);
          expect(clusterBootstrap(columns, share)).toEqual(first);
          const sums = columns.map((column) => column.reduce((sum, value) => sum + value, 0));
          expect(first.share![0]).toBeLessThanOrEqual(share(sums).share + 1e-12);
          expect(first.share![1]).toBeGreaterThanOrEqual(share(sums).share - 1e-12);
        },
      ),
    );
    expect(
      clusterBootstrap(
        [
          [0, 0, 0],
          [0, 0, 0],
        ],
        share,
      ),
    ).toEqual({ share: null });
    expect(clusterBootstrap([[5], [1]], share)).toEqual({ share: null });
  });
});
