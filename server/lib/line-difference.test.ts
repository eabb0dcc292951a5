import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignLines, lineDifference } from './line-difference.ts';

test('only the lines that differ are told, in order', () => {
  const first = 'one\ntwo\nthree\nfour\nfive';
  expect(lineDifference(first, first)).toEqual([]);
  expect(lineDifference(first, 'one\nthree\nfour and a half\nfive\nsix')).toEqual([
    '- two',
    '- four',
    '+ four and a half',
    '+ six',
  ]);
  expect(lineDifference('', 'a')).toEqual(['- ', '+ a']);
});

test('what is left of each text without its own lines is the same', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 12 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (first, second) => {
      const lines = lineDifference(first, second);
      const count = (of: string, line: string) => of.split('\n').filter((one) => one === line).length;
      for (const line of ['a', 'b', 'c']) {
        const added = lines.filter((one) => one === `+ ${line}`).length;
        const removed = lines.filter((one) => one === `- ${line}`).length;
        expect(count(first, line) - removed + added).toBe(count(second, line));
      }
      expect(lines.length === 0).toBe(first === second);
    }),
  );
});

test('the lines of both texts stand in their order, and very long ones are told as a whole', () => {
  expect(alignLines('one\ntwo', 'one\nthree')).toEqual([
    { kind: 'same', text: 'one' },
    { kind: 'removed', text: 'two' },
    { kind: 'added', text: 'three' },
  ]);
  const long = (word: string) => `begin\n${`${word}\n`.repeat(100_000)}end`;
  const kinds = alignLines(long('a'), long('b')).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'same')).toHaveLength(2);
  expect(kinds).toHaveLength(200_002);
});
