import { describe, expect, it } from 'vitest';
import { lintPlaybook } from '../lint.ts';
import { parsePlaybook } from '../parse.ts';
import { aPlaybook } from '../playbook-example.ts';
import { anOrganisation } from './lint-example.ts';

const PLACE = 'owner: csm, due: 2bd, after: look, required: false';
const lint = (handoff: string) =>
  lintPlaybook(parsePlaybook(aPlaybook.replace(PLACE, `${PLACE}, handoff: ${handoff}`)), anOrganisation);

describe('a step that is a handoff', () => {
  it('is right with two sides, a time and a brief that exists', () => {
    expect(lint('{ from: csm, to: account_manager, accept_within: 2bd, brief: call }')).toEqual([]);
    expect(lint('{ from: csm, to: support, accept_within: 24h }')).toEqual([]);
  });

  it.each([
    ['{ from: csm, accept_within: 2bd }', 'one-sided-handoff'],
    ['{ to: support, accept_within: 2bd }', 'one-sided-handoff'],
    ['{ from: csm, to: support }', 'one-sided-handoff'],
    ['{ from: csm, to: csm, accept_within: 2bd }', 'one-sided-handoff'],
    ['{ from: csm, to: customer, accept_within: 2bd }', 'one-sided-handoff'],
    ['{ from: sales, to: support, accept_within: 2bd }', 'handoff-owner'],
    ['{ from: csm, to: suport, accept_within: 2bd }', 'unknown-role'],
    ['{ from: csm, to: support, accept_within: 0bd }', 'impossible-duration'],
    ['{ from: csm, to: support, accept_within: 2bd, brief: cal }', 'asset-not-defined'],
  ])('%s is refused, with the line and how to mend it', (handoff, code) => {
    const [finding, ...more] = lint(handoff);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ code, severity: 'error', line: 20 });
    expect(finding?.mend).toMatch(/^\S.{10,}[.?]$/);
  });
});
