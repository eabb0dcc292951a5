import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitLogistic, probabilityOf } from './logistic-regression.ts';
import { seededRandom } from './random.ts';

test('gives the published coefficients of the space shuttle’s O-rings (Dalal, Fowlkes and Hoadley 1989)', () => {
  // Temperature in °F of the 23 launches before the Challenger, and whether any O-ring was damaged.
  const temperature = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58];
  const isDamaged = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1];
  const fit = fitLogistic([temperature], isDamaged, 0);
  // R: glm(damaged ~ temperature, binomial).
  expect(fit.intercept).toBeCloseTo(15.0429, 4);
  expect(fit.coefficients[0]).toBeCloseTo(-0.2322, 4);
  // At 31 °F, the morning of the accident, damage is all but certain.
  expect(probabilityOf(fit, () => 31)).toBeGreaterThan(0.999);
});

test('gives the published coefficients of the hours that twenty students learned', () => {
  // The worked example of Wikipedia’s article on logistic regression: -4.0777 + 1.5046 hours.
  const hours = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 1.75, 2, 2.25, 2.5, 2.75, 3, 3.25, 3.5, 4, 4.25, 4.5, 4.75, 5, 5.5];
  const passed = [0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1];
  const fit = fitLogistic([hours], passed, 0);
  expect([fit.intercept, fit.coefficients[0]].map((value) => Number(value!.toFixed(4)))).toEqual([-4.0777, 1.5046]);
});

test('is at the least of the penalised loss: no gradient is left, and plain descent comes to the same', () => {
  const row = fc.tuple(
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.double({ min: -3, max: 3, noNaN: true }),
    fc.nat(1),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 4, maxLength: 40 }), fc.constantFrom(0.5, 3, 50), (rows, penalty) => {
      fc.pre(new Set(rows.map(([, , isPositive]) => isPositive)).size === 2);
      const { intercept, coefficients } = fitLogistic(
        [rows.map(([a]) => a), rows.map(([, b]) => b)],
        rows.map(([, , isPositive]) => isPositive),
        penalty,
      );
      const gradient = [0, penalty * coefficients[0]!, penalty * coefficients[1]!];
      for (const [a, b, isPositive] of rows) {
        const chance = 1 / (1 + Math.exp(-(intercept + coefficients[0]! * a + coefficients[1]! * b)));
        for (const [i, value] of [1, a, b].entries()) gradient[i]! += (chance - isPositive) * value;
      }
      for (const left of gradient) expect(Math.abs(left)).toBeLessThan(1e-6);
    }),
  );
  const random = seededRandom(5);
  const values = Array.from({ length: 60 }, () => random() * 2 - 1);
  const isPositive = values.map((value) => (random() < 1 / (1 + Math.exp(-2 * value)) ? 1 : 0));
  let [intercept, slope] = [0, 0];
  for (let step = 0; step < 20_000; step++) {
    let [down, across] = [0, 2 * slope];
    for (const [row, value] of values.entries()) {
      const missed = 1 / (1 + Math.exp(-(intercept + slope * value))) - isPositive[row]!;
      down += missed;
      across += missed * value;
    }
    intercept -= 0.02 * down;
    slope -= 0.02 * across;
  }
  const fit = fitLogistic([values], isPositive, 2);
  expect(fit.intercept).toBeCloseTo(intercept, 8);
  expect(fit.coefficients[0]).toBeCloseTo(slope, 8);
});

test('says so where outcomes are separated completely, and is finite there with a penalty', () => {
  const [values, isPositive] = [
    [1, 2, 3, 4],
    [0, 0, 1, 1],
  ];
  expect(() => fitLogistic([values!], isPositive!, 0)).toThrow('no finite fit');
  expect(fitLogistic([values!], isPositive!, 1).coefficients[0]).toBeGreaterThan(0);
});
