import { expect, test } from 'vitest';
import { parseExpression } from '../../expressions/parse.ts';
import { HEALTH_SIGNALS } from '../../health/health-signals.ts';
import { buildCatalogue, declareSignals } from '../../signals/catalogue.ts';
import { conditionAssuming, countingCondition, tunableClauses, tunedCondition } from './tune-condition.ts';

const catalogue = buildCatalogue([...declareSignals({ metrics: [], attributes: [], personas: [] }), ...HEALTH_SIGNALS]);
const RISK = parseExpression(
  "renewal.days_left <= 120 && (health.score < 60 || -0.3 >= usage.change_28d) && !(account.tier == 'free')",
);

test('every clause between and, or and not can be moved; a number on either side is its threshold', () => {
  const clauses = tunableClauses(RISK, catalogue, { currency: 'EUR' });
  expect(clauses.map(({ signal, operator, threshold }) => [signal, operator, threshold])).toEqual([
    ['renewal.days_left', '<=', 120],
    ['health.score', '<', 60],
    ['usage.change_28d', '<=', -0.3],
    [null, null, null],
  ]);
  expect(clauses[1]!.words).toBe('health score is below 60');
});

test('a condition is written anew with its clauses moved and left out', () => {
  const set = (index: number, isOn: boolean, threshold?: number) => ({ index, isOn, threshold });
  expect(tunedCondition(RISK, [])).toBe(
    "renewal.days_left <= 120 && (health.score < 60 || -0.3 >= usage.change_28d) && !(account.tier == 'free')",
  );
  expect(tunedCondition(RISK, [set(0, true, 90), set(2, true, -0.5)])).toBe(
    "renewal.days_left <= 90 && (health.score < 60 || -0.5 >= usage.change_28d) && !(account.tier == 'free')",
  );
  expect(tunedCondition(RISK, [set(1, false), set(3, false)])).toBe(
    'renewal.days_left <= 120 && -0.3 >= usage.change_28d',
  );
  expect(tunedCondition(RISK, [set(0, false), set(1, false), set(2, false)])).toBe("!(account.tier == 'free')");
  expect(() =>
    tunedCondition(
      RISK,
      [0, 1, 2, 3].map((index) => set(index, false)),
    ),
  ).toThrow('Leave at least one on');
});

test('clauses can say who counts instead of who is flagged', () => {
  const condition = parseExpression('usage.active_days_total >= 3 && usage.days_since_last >= 45');
  const settings = [{ index: 0, isOn: true, isCounting: true, threshold: 5 }];
  expect(tunedCondition(condition, settings)).toBe('usage.days_since_last >= 45');
  expect(countingCondition(condition, settings)).toBe('(usage.active_days_total >= 5)');
  expect(countingCondition(condition, [])).toBeNull();
});

test('one clause can be taken for granted', () => {
  const condition = parseExpression('health.score < 60 && renewal.days_left <= 120');
  expect(conditionAssuming(condition, 1, true)).toBe('health.score < 60 && true');
  expect(conditionAssuming(condition, 0, false)).toBe('false && renewal.days_left <= 120');
});
