import { expect, test } from 'vitest';
import { parsePlaybook } from '../parse.ts';
import { anOrganisation } from './lint-example.ts';
import { lintLoops } from './loops.ts';
import type { PlaybookLinks } from './playbook-links.ts';

/** What is wrong with a playbook "risk" of this trigger, with these lines of steps, among others. */
function findingsOf(trigger: string, steps: string, links: PlaybookLinks[]) {
  const front = `playbook: risk\ntrigger: { when: "account.arr > 0", ${trigger} }\n${steps}`;
  return lintLoops(parsePlaybook(`---\n${front}\n---\n`), { ...anOrganisation, links });
}

const codesOf = (trigger: string, ...links: PlaybookLinks[]) => findingsOf(trigger, '', links).map(({ code }) => code);

const other = (key: string, part: Partial<PlaybookLinks>): PlaybookLinks => ({
  key,
  notWhile: [],
  mergeInto: [],
  starts: [],
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

test('starting each other in a circle is an error, at the step that does', () => {
  const step = 'steps:\n  - { id: go, title: Go, do: start_playbook, with: { playbook: onboarding } }';
  const back = other('renewal', { starts: ['risk'] });
  expect(findingsOf('', step, [other('onboarding', { starts: ['renewal'] }), back])).toMatchObject([
    { code: 'starting-in-a-circle', severity: 'error', line: 5, at: 'steps.go.with.playbook' },
  ]);
  expect(findingsOf('', step, [other('onboarding', { starts: ['renewal'] })])).toEqual([]);
  const added = `${step.replace('onboarding', 'advocacy')}\nvariations: [{ for: enterprise, because: They ask, steps: { then: { add: { title: Then, after: go, do: start_playbook, with: { playbook: renewal } } } } }]`;
  expect(findingsOf('', added, [back])).toMatchObject([{ code: 'starting-in-a-circle', line: 6 }]);
});
