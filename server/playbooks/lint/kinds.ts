import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn } from './context.ts';

/** What makes a step more than a plain task; a step can be one of them only. */
const KINDS = ['decision', 'approval', 'wait', 'repeat', 'handoff', 'do'] as const;

/** Checks that each step is one kind of thing. */
export function lintKinds(parsed: ParsedPlaybook): Finding[] {
  return parsed.outline.steps.flatMap((step) => {
    const [first, second] = KINDS.filter((kind) => step[kind] !== undefined);
    if (second === undefined) return [];
    return findingOn(parsed, ['steps', step.index, second], {
      code: 'two-kinds',
      severity: 'error',
      problem: `"${step.id}" is a step with "${first}" and with "${second}".`,
      mend: 'Make two steps of it, the second after the first.',
    });
  });
}
