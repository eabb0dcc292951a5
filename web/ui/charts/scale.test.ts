import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleOf } from './scale.ts';

test('amounts stand on zero, with round ticks', () => {
  expect(scaleOf([12, 47, 31]).ticks).toEqual([0, 20, 40, 60]);
  expect(scaleOf([0.83, 0.51]).ticks).toEqual([0, 0.5, 1]);
});

test('changes go below zero', () => {
  expect(scaleOf([-0.46, 0.1]).ticks).toEqual([-0.6, -0.4, -0.2, 0, 0.2]);
});

test('values that do not move have a scale too', () => {
  expect(scaleOf([0, 0]).ticks).toEqual([0, 0.5, 1]);
  expect(scaleOf([5]).high).toBeGreaterThanOrEqual(5);
});

test('every value lies between the ends, and ticks are few', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 50 }),
      (values) => {
        const { low, high, ticks } = scaleOf(values);
        expect(ticks.length).toBeLessThanOrEqual(8);
        const dust = (high - low) * 1e-6;
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(low - dust);
          expect(value).toBeLessThanOrEqual(high + dust);
        }
      },
    ),
  );
});
