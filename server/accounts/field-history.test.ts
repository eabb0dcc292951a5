import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedHistory, changeHistory, type FieldValue, valueNow } from './field-history.ts';

function told(facts: readonly { at: number; value: unknown }[]): FieldValue[] {
  let history: FieldValue[] = [];
  for (const { at, value } of facts) {
    const change = changeHistory(history, at, value);
    if (change) history = changedHistory(history, change);
  }
  return history;
}

const valueAt = (history: readonly FieldValue[], at: number) =>
  history.find((stretch) => stretch.from <= at && at < stretch.to)?.value;

describe('the history of a field', () => {
  it('begins with the first value known', () => {
    expect(told([{ at: 5, value: 'a' }])).toEqual([{ from: -Infinity, to: Infinity, value: 'a' }]);
    expect(told([{ at: 5, value: null }])).toEqual([]);
  });

  it('goes on with what comes later', () => {
    expect(
      told([
        { at: 5, value: 'a' },
        { at: 9, value: null },
        { at: 9, value: 'b' },
        { at: 12, value: 'b' },
      ]),
    ).toEqual([
      { from: -Infinity, to: 9, value: 'a' },
      { from: 9, to: Infinity, value: 'b' },
    ]);
  });

  it('takes in what was so in the past without touching what followed', () => {
    const history = told([
      { at: 1, value: 'a' },
      { at: 10, value: 'c' },
      { at: 5, value: 'b' },
    ]);
    expect([4, 5, 9, 10].map((at) => valueAt(history, at))).toEqual(['a', 'b', 'b', 'c']);
    expect(valueNow(history)).toBe('c');
  });

  it('has no gaps or overlaps, and each fact told holds at its time until another is told', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), value: fc.constantFrom(null, 'a', 'b', 'c') })),
        (facts) => {
          const history = told(facts);
          for (const [index, stretch] of history.entries()) {
            expect(stretch.from < stretch.to).toBe(true);
            expect(stretch.from).toBe(index === 0 ? -Infinity : history[index - 1]!.to);
          }
          const last = facts.at(-1);
          if (last && history.length > 0) expect(valueAt(history, last.at)).toBe(last.value);
          expect(told([...facts, ...facts.slice(-1)])).toEqual(history);
        },
      ),
    );
  });
});
