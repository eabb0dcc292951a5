import { expect, test } from 'vitest';
import type { Evidence } from '../../../server/api/contract/situation.ts';
import { gatherEvidence } from './gather-evidence.ts';

const clause = (words: string, over: Partial<Evidence> = {}): Evidence => ({
  words,
  isDecisive: true,
  title: '',
  signal: 'renewal.days_left',
  unit: 'days',
  value: '',
  happened: null,
  threshold: null,
  truth: 'true',
  ...over,
});

test('two bounds of one value are one line', () => {
  const lines = gatherEvidence([
    clause('days until the renewal is 90 (0 or more)'),
    clause('days until the renewal is 90 (120 or fewer)'),
  ]);
  expect(lines.map((line) => line.words)).toEqual(['days until the renewal is 90 (0 or more; 120 or fewer)']);
});

test('what decided comes first, what was not true last', () => {
  const lines = gatherEvidence([
    clause('health score is 72 (not below 60)', { signal: 'health.score', truth: 'false', isDecisive: false }),
    clause('seats are unknown', { signal: 'account.seats', truth: 'unknown', isDecisive: false }),
    clause('logins fell 46 % (a fall of 30 % or more)', { signal: 'usage.change_28d' }),
  ]);
  expect(lines.map((line) => line.truth)).toEqual(['true', 'unknown', 'false']);
});
