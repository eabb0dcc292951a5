import { nearestName } from '../../expressions/nearest-name.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, type LintContext, listOf } from './context.ts';

/** Checks the segments whose accounts come and go: only those with a rule have a history that can start or stop anything. */
export function lintSegments(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { trigger, on_leave } = parsed.outline;
  const audience = parsed.outline.for;
  const findings = (['enters_segment', 'leaves_segment'] as const).flatMap((kind) =>
    listOf(trigger?.[kind])
      .filter((key) => !context.ruledSegments.includes(key))
      .map((key) =>
        findingOn(parsed, ['trigger', kind], {
          code: 'unknown-segment',
          severity: 'error',
          problem: `There is no segment "${key}" that accounts come into or leave.`,
          mend: nearestSegment(key, context),
        }),
      ),
  );
  if (on_leave === undefined || (audience !== undefined && context.ruledSegments.includes(audience))) return findings;
  return [
    ...findings,
    findingOn(parsed, ['on_leave'], {
      code: 'nothing-to-leave',
      severity: 'error',
      problem: '"on_leave" says what happens when an account leaves the segment of "for", and "for" names none.',
      mend: `Write the key of a segment in "for", or remove it. ${known(context)}`,
    }),
  ];
}

function nearestSegment(key: string, context: LintContext): string {
  const near = nearestName(key, context.ruledSegments);
  return near ? `Did you mean ${near}?` : `Add that segment. ${known(context)}`;
}

function known({ ruledSegments }: LintContext): string {
  return ruledSegments.length === 0 ? 'There are none yet.' : `There are ${ruledSegments.join(', ')}.`;
}
