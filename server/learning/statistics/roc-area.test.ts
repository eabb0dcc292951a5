import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterBootstrapByTimes } from './cluster-bootstrap.ts';
import { seededRandom } from './random.ts';
import { rankRows, rocArea } from './roc-area.ts';

/** By definition: every pair of a row with the outcome and one without, ties counted half. */
function pairCount(values: readonly number[], isPositive: readonly number[], times = values.map(() => 1)): number {
  let [won, pairs] = [0, 0];
  for (const [a, high] of values.entries())
    for (const [b, low] of values.entries()) {
      if (isPositive[a] !== 1 || isPositive[b] !== 0) continue;
      const count = times[a]! * times[b]!;
      pairs += count;
      if (high > low) won += count;
      else if (high === low) won += count / 2;
    }
  return won / pairs;
}

/** With ten decimals; NaN stays NaN. */
const ten = (value: number) => Math.round(value * 1e10) / 1e10;

test('is the published 0.893 of the CT images that Hanley and McNeil (1982) rated', () => {
  // Table I: how many normal and abnormal images were rated 1 (definitely normal) to 5 (definitely abnormal).
  const [normal, abnormal] = [
    [33, 6, 6, 11, 2],
    [3, 2, 2, 11, 33],
  ];
  const ratings = (counts: readonly number[]) => counts.flatMap((count, i) => Array<number>(count).fill(i + 1));
  const values = [...ratings(normal!), ...ratings(abnormal!)];
  const isPositive = values.map((_, row) => (row < 58 ? 0 : 1));
  expect(
    rocArea(
      rankRows(
        values,
        isPositive,
        values.map((_, row) => row),
      ),
    ),
  ).toBeCloseTo(0.893, 3);
});

test('is the count of pairs, whatever the values, ties and times that clusters count', () => {
  const row = fc.record({
    value: fc.constantFrom(Number.NaN, 0, 1, 1.5, 2, 7),
    isPositive: fc.nat(1),
    cluster: fc.nat(4),
  });
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 40 }),
      fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
      (rows, times) => {
        const ranking = rankRows(
          rows.map(({ value }) => value),
          rows.map(({ isPositive }) => isPositive),
          rows.map(({ cluster }) => cluster),
        );
        const known = rows.filter(({ value }) => !Number.isNaN(value));
        const values = known.map(({ value }) => value);
        const outcomes = known.map(({ isPositive }) => isPositive);
        const drawn = known.map(({ cluster }) => times[cluster]!);
        expect(ten(rocArea(ranking))).toBe(ten(pairCount(values, outcomes)));
        expect(ten(rocArea(ranking, times))).toBe(ten(pairCount(values, outcomes, drawn)));
      },
    ),
  );
});

test('its interval over clusters is as wide as the variance of Obuchowski (1997) says, and wider than over rows', () => {
  const random = seededRandom(11);
  const rows = Array.from({ length: 300 }, (_, cluster) => {
    const isGone = random() < 0.35;
    const level = random() + (isGone ? 0.35 : 0);
    return Array.from({ length: 1 + Math.floor(random() * 8) }, () => ({
      cluster,
      isPositive: isGone && random() < 0.8 ? 1 : 0,
      value: Math.round((level + random() * 0.2) * 50) / 50,
    }));
  }).flat();
  const column = <Name extends keyof (typeof rows)[number]>(name: Name) => rows.map((row) => row[name]);
  const values = column('value');
  const half = (clusters: readonly number[]) => {
    const ranking = rankRows(values, column('isPositive'), clusters);
    const count = Math.max(...clusters) + 1;
    const { area } = clusterBootstrapByTimes(count, (times) => ({ area: rocArea(ranking, times) }), 1500);
    return (area![1] - area![0]) / 2;
  };
  const [byCluster, byRow] = [half(column('cluster')), half(rows.map((_, row) => row))];
  expect(byCluster / (1.96 * Math.sqrt(clusteredVariance(rows)))).toBeCloseTo(1, 1);
  expect(byCluster / byRow).toBeGreaterThan(1.3);
});

/** Obuchowski (1997), Biometrics 53, 567-578: the variance of the area when rows come in clusters. */
function clusteredVariance(rows: readonly { cluster: number; isPositive: number; value: number }[]): number {
  const positives = rows.filter(({ isPositive }) => isPositive === 1);
  const negatives = rows.filter(({ isPositive }) => isPositive === 0);
  const wins = (high: number, low: number) => (high > low ? 1 : high === low ? 0.5 : 0);
  const area =
    positives.reduce((sum, p) => sum + negatives.reduce((s, n) => s + wins(p.value, n.value), 0), 0) /
    (positives.length * negatives.length);
  const clusters = [...new Set(rows.map(({ cluster }) => cluster))].map((cluster) => {
    const mine = (of: typeof positives) => of.filter((row) => row.cluster === cluster);
    const [p, n] = [mine(positives), mine(negatives)];
    const placed = p.reduce(
      (sum, a) => sum + negatives.reduce((s, b) => s + wins(a.value, b.value), 0) / negatives.length,
      0,
    );
    const placing = n.reduce(
      (sum, b) => sum + positives.reduce((s, a) => s + wins(a.value, b.value), 0) / positives.length,
      0,
    );
    return { p: p.length, n: n.length, a: placed - p.length * area, b: placing - n.length * area };
  });
  const [m, n, all] = [positives.length, negatives.length, clusters.length];
  const [withP, withN] = [clusters.filter((one) => one.p > 0).length, clusters.filter((one) => one.n > 0).length];
  const sum = (of: (one: (typeof clusters)[number]) => number) => clusters.reduce((total, one) => total + of(one), 0);
  const s10 = (withP / ((withP - 1) * m)) * sum(({ a }) => a * a);
  const s01 = (withN / ((withN - 1) * n)) * sum(({ b }) => b * b);
  const s11 = (all / (all - 1)) * sum(({ a, b }) => a * b);
  return s10 / m + s01 / n + (2 * s11) / (m * n);
}
