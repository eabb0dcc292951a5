import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberList } from './number-list.ts';

it('gives the numbers in the order they came, also where lists use the same chunks one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 6 }), (lengths) => {
      const lists = lengths.map((length, index) => {
        const list = new NumberList();
        for (let i = 0; i < length; i++) list.push(index * 100_000 + i);
        return list;
      });
      for (const [index, list] of lists.entries()) {
        const values = list.take();
        expect(values.length).toBe(lengths[index]);
        expect(values.every((value, i) => value === index * 100_000 + i)).toBe(true);
        expect(list.take().length).toBe(0);
      }
    }),
    { numRuns: 50 },
  );
});
