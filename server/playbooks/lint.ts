import { type Finding, inReadingOrder } from './finding.ts';
import { lintAutomations } from './lint/automations.ts';
import { lintBranches } from './lint/branches.ts';
import { lintConditions } from './lint/conditions.ts';
import type { LintContext } from './lint/context.ts';
import { lintGroups } from './lint/groups.ts';
import { lintHandoffs } from './lint/handoffs.ts';
import { lintKinds } from './lint/kinds.ts';
import { lintLoops } from './lint/loops.ts';
import { lintSteps } from './lint/steps.ts';
import { lintText } from './lint/text.ts';
import { lintTimes } from './lint/times.ts';
import { lintVariations } from './lint/variations.ts';
import { lintVariedSteps } from './lint/varied-steps.ts';
import { lintWaits } from './lint/waits.ts';
import type { ParsedPlaybook } from './parse.ts';

/**
 * Everything that is wrong with a playbook, in the order of the document: what `parsePlaybook` found in its form, and what
 * the organisation's signals, stages, segments and other playbooks say about its content. What cannot be read is left out
 * of the second. A playbook without errors can run; warnings are advice.
 */
export function lintPlaybook(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { source, findings } = parsed;
  if (source.front.data === null) return [...findings];
  const content = [
    lintConditions,
    lintSteps,
    lintKinds,
    lintHandoffs,
    lintBranches,
    lintGroups,
    lintWaits,
    lintAutomations,
    lintLoops,
    lintTimes,
    lintText,
    lintVariations,
    lintVariedSteps,
  ].flatMap((lint) => lint(parsed, context));
  return inReadingOrder([...findings, ...content]);
}
