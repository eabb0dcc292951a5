import { expect, test } from 'vitest';
import { parsePlaybook } from '../parse.ts';
import { anOrganisation } from './lint-example.ts';
import { lintLoops } from './loops.ts';
import type { PlaybookLinks } from './playbook-links.ts';

/** What is wrong with a playbook "risk" of this trigger, among others. */
function codesOf(trigger: string, ...links: PlaybookLinks[]): string[] {
  const parsed = parsePlaybook(`---\nplaybook: risk\ntrigger: { when: "account.arr > 0", ${trigger} }\n---\n`);
  return lintLoops(parsed, { ...anOrganisation, links }).map(({ code }) => code);
}

const other = (key: string, part: Partial<PlaybookLinks>): PlaybookLinks => ({
  key,
  notWhile: [],
  mergeInto: [],
  ...part,
});

test('a chain of playbooks is no circle', () => {
  expect(codesOf('merge_into: [onboarding]', other('onboarding', { mergeInto: ['renewal'] }))).toEqual([]);
  expect(codesOf('not_while: [onboarding]', other('onboarding', { notWhile: ['renewal'] }))).toEqual([]);
});

test('merging in a circle is an error, however long the way', () => {
  const links = [other('onboarding', { mergeInto: ['renewal'] }), other('renewal', { mergeInto: ['risk'] })];
  expect(codesOf('merge_into: [onboarding]', ...links)).toEqual(['merging-in-a-circle']);
});

test('waiting for each other is told', () => {
  expect(codesOf('not_while: [onboarding]', other('onboarding', { notWhile: ['risk'] }))).toEqual([
    'waiting-in-a-circle',
  ]);
});

test('a playbook is merged into others that exist, and does not wait for them as well', () => {
  expect(codesOf('merge_into: [risk]')).toEqual(['merges-into-itself']);
  expect(codesOf('merge_into: [onbording]')).toEqual(['unknown-playbook']);
  expect(codesOf('merge_into: [onboarding], not_while: [onboarding]')).toEqual(['waits-and-merges']);
});
