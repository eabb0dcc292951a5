import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SeenIds } from './seen-ids.ts';

test('keeps the first line and content of each id, like a map', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ maxLength: 3 }), fc.nat({ max: 0xffff_fffe }))), (entries) => {
      const seen = new SeenIds();
      const model = new Map<string, { row: number; content: number }>();
      for (const [at, [id, content]] of entries.entries()) {
        expect(seen.find(id)).toEqual(model.get(id));
        seen.add(id, at + 1, content);
        if (!model.has(id)) model.set(id, { row: at + 1, content });
      }
      for (const [id, entry] of model) expect(seen.find(id)).toEqual(entry);
    }),
  );
});

test('grows to many ids', () => {
  const seen = new SeenIds();
  for (let at = 1; at <= 200_000; at += 1) seen.add(`id ${at}`, at, at * 7);
  for (let at = 1; at <= 200_000; at += 97) expect(seen.find(`id ${at}`)).toEqual({ row: at, content: at * 7 });
  expect(seen.find('id 0')).toBeUndefined();
});
