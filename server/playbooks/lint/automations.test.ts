import { describe, expect, it } from 'vitest';
import { lintSteps } from './lint-steps.test-support.ts';

const does = (what: string) => `{ id: act, title: Act, after: look, ${what} }`;

describe('a step that Steward does', () => {
  it.each([
    'do: send_email, with: { asset: check-in, to: champion }, approve: csm',
    'do: send_email, with: { asset: check-in }',
    'do: webhook, with: { url: "https://example.com/hook", data: { reason: risk } }',
    'do: calendar_event, with: { title: Review, at: "09:30", minutes: 45 }, due: 3bd',
    'do: set_field, with: { field: stage, value: renewal }',
    'do: set_field, with: { field: attributes.promoter, value: true }',
    'do: add_tag, with: { tag: reference }',
    'do: start_playbook, with: { playbook: onboarding }',
  ])('%s is accepted, without owner', (what) => {
    expect(lintSteps(does(what))).toEqual([]);
  });

  it.each([
    ['do: send_emails, with: { asset: check-in }', 'wrong-value', expect.stringContaining('Did you mean send_email?')],
    ['do: send_email', 'wrong-settings', 'Write it like with: { asset: check-in, to: champion }.'],
    ['do: send_email, with: { asset: chek-in }', 'unknown-asset', 'Did you mean check-in?'],
    ['do: send_email, with: { asset: call }', 'no-letter', 'Name an asset with kind=email.'],
    ['do: send_email, with: { asset: check-in, to: the boss }', 'wrong-settings', undefined],
    ['do: webhook, with: { url: "ftp://example.com" }', 'wrong-settings', undefined],
    ['do: set_field, with: { field: stage, value: nowhere }', 'wrong-settings', undefined],
    ['do: set_field, with: { field: arrMinor, value: 1 }', 'wrong-settings', undefined],
    ['do: add_tag, with: { tag: a, colour: red }', 'wrong-settings', undefined],
    ['do: start_playbook, with: { playbook: onbording }', 'unknown-playbook', 'Did you mean onboarding?'],
    ['do: start_playbook, with: { playbook: quiet-account }', 'loop', undefined],
    ['do: add_tag, with: { tag: a }, repeat: { every: 1d }', 'two-kinds', undefined],
    ['owner: csm, due: 1d, approve: manager', 'nothing-to-do', undefined],
  ])('%s is refused as %s', (what, code, mend) => {
    const [finding] = lintSteps(does(what)).filter(({ severity }) => severity === 'error');
    expect(finding).toMatchObject({ code, line: 20, ...(mend && { mend }) });
  });
});
