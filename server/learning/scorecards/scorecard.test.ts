import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countFigures, daysToExit, FIGURES, occasionsBehind, sharesOf } from './figures.ts';
import { EXITS, FATES, FIRST_ACTIONS, type Occasion } from './occasion.ts';
import { PARTS, scoreParts, scoreSteps } from './scorecard.ts';

const DAY = 86_400_000;
const START = new Date('2026-03-02T09:00:00Z');

const steps = ['diagnose', 'plan', 'review'];
const step = fc.record({
  id: fc.constantFrom(...steps),
  fate: fc.constantFrom(...FATES),
  note: fc.option(fc.constantFrom('a', 'b')),
});
const run = fc.record({
  id: fc.uuid(),
  number: fc.nat(),
  memberId: fc.option(fc.constantFrom('ana', 'ben')),
  startedAt: fc.constant(START),
  closedAt: fc.integer({ min: 1, max: 90 }).map((days) => new Date(START.getTime() + days * DAY)),
  exit: fc.constantFrom(...EXITS),
  firstAction: fc.constantFrom(...FIRST_ACTIONS),
  steps: fc.uniqueArray(step, { selector: ({ id }) => id, maxLength: 3 }),
  assets: fc.array(fc.record({ step: fc.constantFrom(...steps), isEdited: fc.boolean() }), { maxLength: 3 }),
});
const occasion: fc.Arbitrary<Occasion> = fc.record({
  playbookKey: fc.constant('risk'),
  situationId: fc.option(fc.uuid()),
  account: fc.record({ id: fc.uuid(), name: fc.string() }),
  at: fc.constant(START),
  version: fc.integer({ min: 1, max: 3 }),
  segment: fc.option(fc.constantFrom('enterprise', 'small')),
  isFalseAlarm: fc.boolean(),
  run: fc.option(run),
});

describe('whatever happened', () => {
  test('the parts of every breakdown sum to the whole, figure by figure', () => {
    fc.assert(
      fc.property(fc.array(occasion, { maxLength: 40 }), (occasions) => {
        const whole = countFigures(occasions);
        for (const part of PARTS) {
          const parts = scoreParts(occasions, part, (key) => key);
          for (const figure of FIGURES)
            expect(parts.reduce((sum, one) => sum + one.counts[figure], 0)).toBe(whole[figure]);
        }
        const byStep = scoreSteps(
          occasions,
          steps.map((id) => ({ id, title: id })),
        );
        for (const fate of FATES)
          expect(byStep.reduce((sum, { counts }) => sum + counts[`step_${fate}`], 0)).toBe(whole[`step_${fate}`]);
      }),
    );
  });

  test('ends and first actions share out the runs, and starts the occasions', () => {
    fc.assert(
      fc.property(fc.array(occasion, { maxLength: 40 }), (occasions) => {
        const counts = countFigures(occasions);
        const sum = (prefix: string, names: readonly string[]) =>
          names.reduce((total, name) => total + counts[`${prefix}_${name}` as keyof typeof counts], 0);
        expect(sum('exit', EXITS)).toBe(counts.started);
        expect(sum('first_action', FIRST_ACTIONS)).toBe(counts.started);
        expect(counts.started + counts.not_started).toBe(counts.triggered);
      }),
    );
  });

  test('a figure that counts each occasion once has as many behind it', () => {
    fc.assert(
      fc.property(fc.array(occasion, { maxLength: 40 }), (occasions) => {
        const counts = countFigures(occasions);
        for (const figure of FIGURES.filter((name) => !/^(step|assets)_/.test(name)))
          expect(occasionsBehind(occasions, figure)).toHaveLength(counts[figure]);
        for (const { run: behind } of occasionsBehind(occasions, 'step_late', 'plan'))
          expect(behind?.steps).toContainEqual(expect.objectContaining({ id: 'plan', fate: 'late' }));
      }),
    );
  });
});

/** Runs that ended after so many days, in this way. */
function ended(exit: (typeof EXITS)[number], days: readonly number[]): Occasion[] {
  return days.map((day, number) => ({
    playbookKey: 'risk',
    situationId: `${exit} ${number}`,
    account: { id: 'a', name: 'A' },
    at: START,
    version: 1,
    segment: null,
    isFalseAlarm: exit === 'false_alarm',
    run: {
      id: `${exit} ${number}`,
      number,
      memberId: null,
      startedAt: START,
      closedAt: new Date(START.getTime() + day * DAY),
      exit,
      firstAction: 'in_time',
      steps: [],
      assets: [],
    },
  }));
}

test('the outcome is reached in a share of the runs that say something about it, and nine cases are too few', () => {
  const occasions = [...ended('success', [1, 2, 3, 4, 5, 6]), ...ended('timeout', [30, 30, 30])];
  const others = [...ended('false_alarm', [1, 1]), ...ended('superseded', [1]), ...ended('open', [1])];
  expect(sharesOf(countFigures([...occasions, ...others])).reached).toEqual({
    hits: 6,
    of: 9,
    share: null,
    interval: null,
  });
  const { reached, false_alarms } = sharesOf(countFigures([...occasions, ...ended('by_hand', [8]), ...others]));
  expect(reached).toMatchObject({ hits: 6, of: 10, share: 0.6 });
  expect(false_alarms).toMatchObject({ hits: 2, of: 14 });
});

test('the time to exit is that of the same runs: its quartiles', () => {
  const days = [2, 4, 6, 8, 10, 12, 14, 16, 18];
  expect(daysToExit(ended('success', days))).toEqual({ runs: 9, quartiles: null });
  expect(daysToExit([...ended('success', days), ...ended('failure', [20]), ...ended('superseded', [90])])).toEqual({
    runs: 10,
    quartiles: { lower: 6.5, median: 11, upper: 15.5 },
  });
});
