import { expect, test } from 'vitest';
import { sayChanges } from './say-changes.ts';

test('a change is told from what to what, and what stayed is left out', () => {
  const before = { role: 'csm', name: 'Carl', workingDays: [1, 2] };
  const after = { role: 'manager', name: 'Carl', workingDays: [1, 2, 3] };
  expect(sayChanges({ before, after })).toEqual(['role: csm → manager', 'working days: 1, 2 → 1, 2, 3']);
});

test('what was made or taken away is told by itself', () => {
  expect(sayChanges({ before: null, after: { name: 'Borealis', domain: null } })).toEqual(['name: Borealis']);
  expect(sayChanges({ before: { kind: 'call' }, after: null })).toEqual(['kind: was call']);
});

test('nothing to tell is no line', () => {
  expect(sayChanges({ before: null, after: null })).toEqual([]);
  expect(sayChanges({ before: 'text', after: ['a'] })).toEqual([]);
});
