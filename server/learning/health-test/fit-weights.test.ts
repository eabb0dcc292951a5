import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../statistics/random.ts';
import type { Evidence } from './collect-evidence.ts';
import { fitWeights } from './fit-weights.ts';
import { splitByDay } from './split-days.ts';

/** Rows of which it is known what each component scored, on days 0, 30, 60 ... */
function evidenceOf(
  rows: readonly { readonly scores: Readonly<Record<string, number>>; readonly isPositive: boolean }[],
): Evidence {
  const keys = Object.keys(rows[0]?.scores ?? {});
  const column = (key: string) => Float64Array.from(rows, ({ scores }) => scores[key]!);
  return {
    rows: rows.length,
    accounts: rows.length,
    account: Int32Array.from(rows, (_, row) => row),
    day: Int32Array.from(rows, (_, row) => (row % 12) * 30),
    isPositive: Uint8Array.from(rows, ({ isPositive }) => (isPositive ? 1 : 0)),
    signals: new Map(keys.map((key) => [`health.${key}`, column(key)])),
    segments: new Map(),
    variant: new Uint8Array(rows.length),
  };
}

const chanceOf = (logit: number) => 1 / (1 + Math.exp(-logit));
const all = (evidence: Evidence) => [...evidence.isPositive.keys()];

test('finds the weights by which the outcomes were made, however unlike the components spread', () => {
  const random = seededRandom(21);
  const evidence = evidenceOf(
    Array.from({ length: 6000 }, () => {
      const scores = { engagement: random() * 100, success: 60 + random() * 40, financial: random() * 100 };
      // Three parts of engagement and one of success; of finance nothing.
      const isPositive = random() < chanceOf(4 - 0.09 * scores.engagement - 0.03 * scores.success);
      return { scores, isPositive };
    }),
  );
  const components = [
    { key: 'engagement', weight: 20 },
    { key: 'success', weight: 40 },
    { key: 'financial', weight: 40 },
  ];
  const suggested = fitWeights(evidence, all(evidence), components, 'low')!.weights.map((one) => one.suggested);
  expect(suggested[0]).toBeGreaterThan(68);
  expect(suggested[0]).toBeLessThan(80);
  expect(suggested[2]).toBeLessThan(6);
  // For an outcome that one hopes for, the same components lead the wrong way.
  expect(fitWeights(evidence, all(evidence), components.slice(0, 2), 'high')).toBeNull();
});

test('who is never known, or always alike, keeps its weight; who leads the wrong way has none', () => {
  const random = seededRandom(4);
  const evidence = evidenceOf(
    Array.from({ length: 800 }, () => {
      const engagement = random() * 100;
      const isPositive = random() < chanceOf(2 - 0.06 * engagement);
      const success = isPositive ? 50 + random() * 50 : random() * 80;
      return { scores: { engagement, success, satisfaction: Number.NaN, financial: 100 }, isPositive };
    }),
  );
  const components = [
    { key: 'engagement', weight: 30 },
    { key: 'success', weight: 35 },
    { key: 'satisfaction', weight: 22.5 },
    { key: 'financial', weight: 12.5 },
  ];
  const { weights } = fitWeights(evidence, all(evidence), components, 'low')!;
  expect(weights.map(({ suggested, left_out }) => [suggested, left_out])).toEqual([
    [65, null],
    [0, 'wrong_way'],
    [22.5, 'unknown'],
    [12.5, 'constant'],
  ]);
});

const anyRow = fc.record({
  scores: fc.record({ engagement: score(), success: score(), satisfaction: score() }),
  isPositive: fc.boolean(),
});
function score() {
  return fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 100 }));
}

test('weights are never negative and come to 100, whatever the history', () => {
  const components = [
    { key: 'engagement', weight: 33.3 },
    { key: 'success', weight: 33.3 },
    { key: 'satisfaction', weight: 33.4 },
  ];
  fc.assert(
    fc.property(fc.array(anyRow, { minLength: 50, maxLength: 120 }), (rows) => {
      const evidence = evidenceOf(rows);
      const fitted = fitWeights(evidence, all(evidence), components, 'low');
      if (!fitted) return;
      const weights = fitted.weights.map(({ suggested }) => suggested);
      expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(100, 9);
    }),
    { numRuns: 40 },
  );
});

test('what is learned from was known before the first day that judges; the side with fewer outcomes has as many as can be', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 80 }), fc.integer({ min: 1, max: 200 }), (rows, horizon) => {
      const evidence = evidenceOf(rows);
      const split = splitByDay(evidence, all(evidence), horizon);
      const outcomes = (some: readonly number[]) => some.filter((row) => evidence.isPositive[row] === 1).length;
      const borders = [...new Set(evidence.day)].map((border) => [
        all(evidence).filter((row) => evidence.day[row]! + horizon <= border),
        all(evidence).filter((row) => evidence.day[row]! >= border),
      ]);
      const sensible = borders.filter(([earlier]) => earlier!.length > 0);
      expect(split === null).toBe(sensible.length === 0);
      if (!split) return;
      const { earlier, later } = split;
      const first = Math.min(...later.map((row) => evidence.day[row]!));
      for (const row of earlier) expect(evidence.day[row]! + horizon).toBeLessThanOrEqual(first);
      const best = Math.max(...sensible.map((sides) => Math.min(...sides.map(outcomes))));
      expect(Math.min(outcomes(earlier), outcomes(later))).toBe(best);
    }),
  );
});
