import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeColumn, encodeColumn } from './column-codec.ts';

const value = fc.oneof(
  fc.constant(Number.NaN),
  fc.integer({ min: 0, max: 255 }),
  fc.integer({ min: -32_769, max: 32_768 }),
  fc.integer({ min: -2_147_483_649, max: 2_147_483_648 }),
  fc.double({ noDefaultInfinity: true }).map((number) => number + 0),
);

function roundTrip(values: readonly number[]): number[] {
  const out = new Float64Array(values.length + 2).fill(-7);
  decodeColumn(encodeColumn(Float64Array.from(values)), out, 1, values.length);
  expect([out[0], out.at(-1)]).toEqual([-7, -7]);
  return [...out.subarray(1, values.length + 1)];
}

test('a column comes back as it was, unknown values included', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => {
      expect(roundTrip(values)).toEqual(values.map((one) => (one === 0 ? 0 : one)));
    }),
  );
});

test('small whole numbers take a byte each, a constant takes one number and how often', () => {
  expect(encodeColumn(Float64Array.from({ length: 4096 }, (_, i) => i % 200))).toHaveLength(4097);
  expect(encodeColumn(new Float64Array(4096).fill(0.25))).toHaveLength(17);
  expect(encodeColumn(new Float64Array(4096).fill(Number.NaN))).toHaveLength(17);
});

test('rows that a stored column does not have yet are unknown', () => {
  for (const known of [
    [1, 2],
    [3, 3],
  ]) {
    const out = new Float64Array(4);
    decodeColumn(encodeColumn(Float64Array.from(known)), out, 0, 4);
    expect([...out]).toEqual([...known, Number.NaN, Number.NaN]);
  }
});
