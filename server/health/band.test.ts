import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BandState, bandOf, NO_BAND, nextBand } from './band.ts';
import { DEFAULT_HEALTH_MODEL, pointsOf } from './health-model.ts';

const model = DEFAULT_HEALTH_MODEL;

/** The bands of an account whose scores are given day by day; null is "not enough data". */
function bands(scores: readonly (number | null)[]) {
  let state: BandState = NO_BAND;
  return scores.map((score, day) => {
    state = nextBand(state, score, day, model);
    return state.band;
  });
}

test('the shipped bands: green from 80, yellow from 60, red below', () => {
  expect([80, 79.9, 60, 59.9].map((score) => bandOf(score, model))).toEqual(['green', 'yellow', 'yellow', 'red']);
});

describe('a band does not flicker', () => {
  test('a score a little below the border changes nothing for three days, then it does', () => {
    expect(bands([85, 79, 79, 79, 79])).toEqual(['green', 'green', 'green', 'green', 'yellow']);
  });

  test('across by the margin it changes at once', () => {
    expect(bands([85, 77.9])).toEqual(['green', 'yellow']);
    expect(bands([50, 62])).toEqual(['red', 'yellow']);
  });

  test('coming back in between begins the wait anew', () => {
    expect(bands([85, 79, 79, 81, 79, 79])).toEqual(['green', 'green', 'green', 'green', 'green', 'green']);
  });
});

test('without a score there is no band, and with one again there is at once', () => {
  expect(bands([85, null, 70])).toEqual(['green', null, 'yellow']);
});

test('after the days to hold, a steady score is in its own band, whatever came before', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 100, noNaN: true })),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (before, steady) => {
        const days = [...before, ...new Array<number>(model.hold_days + 1).fill(steady)];
        expect(bands(days).at(-1)).toBe(bandOf(steady, model));
      },
    ),
  );
});

test('points are linear between breakpoints and flat beyond them', () => {
  const points: [number, number][] = [
    [-0.5, 0],
    [0, 80],
    [0.2, 100],
  ];
  expect([-1, -0.5, -0.25, 0, 0.1, 0.2, 3].map((value) => pointsOf(points, value))).toEqual([
    0, 0, 40, 80, 90, 100, 100,
  ]);
});
