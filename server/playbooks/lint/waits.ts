import { parseDuration, roughDays } from '../../lib/duration.ts';
import type { Path } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn } from './context.ts';
import { linksOf } from './steps.ts';

/** Checks the steps that wait or come again: that each has an end, and nobody waits for one that has none. */
export function lintWaits(parsed: ParsedPlaybook): Finding[] {
  const findings: Finding[] = [];
  const add = (path: Path, code: string, severity: Finding['severity'], problem: string, mend: string) =>
    findings.push(findingOn(parsed, path, { code, severity, problem, mend }));
  const links = linksOf(parsed);
  for (const step of parsed.outline.steps) {
    const path = ['steps', step.index] as const;
    if (step.wait !== undefined) {
      const [key, limit] =
        'until' in step.wait ? (['at_most', step.wait.at_most] as const) : (['for', step.wait.for] as const);
      if (step.due !== limit)
        add(
          [...path, 'due'],
          'due-of-wait',
          'error',
          `"${step.id}" waits for ${limit}, and is due after ${step.due}.`,
          'Remove "due": a step that waits goes on when its time is over.',
        );
      if (roughDays(parseDuration(limit)) === 0)
        add(
          [...path, 'wait', key],
          'impossible-duration',
          'error',
          `${limit} is no time to wait.`,
          'Write how long, such as 3d.',
        );
      if (step.assets !== undefined)
        add(
          [...path, 'assets'],
          'nobody-reads',
          'warning',
          'A step that waits is nobody’s task.',
          'Give the assets to the step after it.',
        );
    }
    const { repeat } = step;
    if (repeat === undefined) continue;
    if (roughDays(parseDuration(repeat.every)) <= 0)
      add(
        [...path, 'repeat', 'every'],
        'impossible-duration',
        'error',
        `${repeat.every} is no time between two turns.`,
        'Write how long, such as 1bd.',
      );
    const waiting = [...links].find(([, before]) => before.includes(step.id))?.[0];
    if (repeat.until === undefined && repeat.times === undefined && waiting !== undefined)
      add(
        [...path, 'repeat'],
        'never-done',
        'error',
        `"${step.id}" comes again for ever, and "${waiting}" waits for its end.`,
        'Add "until" (a condition) or "times", or let nothing wait for it.',
      );
  }
  return findings;
}
