import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeActiveRows, encodeActiveRows } from './active-rows.ts';

test('active rows come back with their amounts, the others rested', () => {
  const amount = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 1, max: 100_000 }),
    fc.double({ min: 0.001, max: 1e9, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 4096 }), (amounts) => {
      const { rows, amounts: active } = decodeActiveRows(encodeActiveRows(Float64Array.from(amounts)));
      const back = amounts.map(() => 0);
      for (const [i, row] of rows.entries()) back[row] = active[i]!;
      expect(back).toEqual(amounts);
    }),
  );
});

test('a day on which few were active takes few bytes', () => {
  const amounts = new Float64Array(4096);
  for (let row = 0; row < 4096; row += 64) amounts[row] = 1 + (row % 3);
  expect(encodeActiveRows(amounts).length).toBeLessThan(4 * 64);
});
