import { nearestName } from '../../expressions/nearest-name.ts';
import type { PlaybookStep } from '../definition.ts';
import type { Path } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, listOf } from './context.ts';

/** The ways in which a step can end, where `if` may ask for them. */
function outcomesIn({ decision, approval, wait }: PlaybookStep): readonly string[] {
  if (decision !== undefined) return decision.map(({ outcome }) => outcome);
  if (approval !== undefined) return ['approved', 'refused'];
  return wait !== undefined && 'until' in wait ? ['met', 'timed-out'] : [];
}

/** Checks decisions, approvals, and the steps that depend on how they end. */
export function lintBranches(parsed: ParsedPlaybook): Finding[] {
  const { steps, stepIds } = parsed.outline;
  const findings: Finding[] = [];
  const add = (path: Path, code: string, severity: Finding['severity'], problem: string, mend: string) =>
    findings.push(findingOn(parsed, path, { code, severity, problem, mend }));
  const outcomes = new Map(
    steps.flatMap((step) => {
      const own = outcomesIn(step);
      return own.length === 0 ? [] : [[step.id, own] as const];
    }),
  );
  for (const step of steps) {
    const path = ['steps', step.index] as const;
    const own = step.decision?.map(({ outcome }) => outcome) ?? [];
    for (const [index, outcome] of own.entries())
      if (own.indexOf(outcome) < index)
        add(
          [...path, 'decision', index],
          'twice',
          'error',
          `Two outcomes of "${step.id}" have the key "${outcome}".`,
          'Give one of them another key.',
        );
    const isChosenBy = steps.some((other) => other.if !== undefined && Object.hasOwn(other.if, step.id));
    if (step.decision !== undefined && !isChosenBy)
      add(
        [...path, 'decision'],
        'decides-nothing',
        'warning',
        `Whatever is chosen in "${step.id}", the same steps follow.`,
        `Give the steps that depend on it a line such as if: { ${step.id}: ${own[0]} }, or make it a plain step.`,
      );
    for (const [id, wanted] of Object.entries(step.if ?? {})) {
      const known = outcomes.get(id);
      if (id === step.id)
        add([...path, 'if', id], 'cycle', 'error', `The step "${id}" waits for itself.`, 'Remove it from "if".');
      else if (!stepIds.includes(id)) {
        const near = nearestName(id, [...outcomes.keys()]);
        const mend = near
          ? `Did you mean ${near}?`
          : `Write the id of a decision or an approval${outcomes.size > 0 ? `: ${[...outcomes.keys()].join(', ')}` : ''}.`;
        add([...path, 'if', id], 'unknown-step', 'error', `"if" asks about "${id}", which is no step.`, mend);
      } else if (known === undefined && steps.some((other) => other.id === id)) {
        add(
          [...path, 'if', id],
          'no-decision',
          'error',
          `"if" asks how "${id}" ended, and nothing is chosen there.`,
          'Name a step with "decision", "approval" or a wait for a condition, or use "after".',
        );
      }
      for (const outcome of listOf(wanted)) {
        if (known === undefined || known.includes(outcome)) continue;
        const near = nearestName(outcome, known);
        add(
          [...path, 'if', id],
          'unknown-outcome',
          'error',
          `"${id}" has no outcome "${outcome}".`,
          near ? `Did you mean ${near}?` : `Write one of ${known.join(', ')}.`,
        );
      }
    }
  }
  return findings;
}
