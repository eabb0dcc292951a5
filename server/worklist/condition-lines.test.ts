import { expect, test } from 'vitest';
import { parseExpression } from '../expressions/parse.ts';
import { HEALTH_SIGNALS } from '../health/health-signals.ts';
import { buildCatalogue, declareSignals } from '../signals/catalogue.ts';
import { conditionLines } from './condition-lines.ts';

const catalogue = buildCatalogue([...declareSignals({ metrics: [], attributes: [], personas: [] }), ...HEALTH_SIGNALS]);
const lines = (text: string) => conditionLines(parseExpression(text), catalogue);

test('alternatives stand one deeper, under a heading', () => {
  const condition = lines(
    'renewal.days_left <= 120 && (health.score < 60 || (survey.nps_last <= 6 && survey.nps_age_days <= 90))',
  );
  expect(condition.join).toBe('all');
  expect(condition.lines.map((line) => line.depth)).toEqual([0, 0, 1, 1]);
  expect(condition.lines[1]!.words).toBe('one of these:');
});

test('a single comparison is one line', () => {
  expect(lines('health.score < 60')).toEqual({ join: 'all', lines: [{ depth: 0, words: 'health score is below 60' }] });
});

test('"or" at the top says that one is enough', () => {
  expect(lines('health.score < 60 || tickets.open > 5').join).toBe('any');
});
