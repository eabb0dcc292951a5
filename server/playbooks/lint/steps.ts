import { nearestName } from '../../expressions/nearest-name.ts';
import { isAccountDate, type PlaybookGroup, type PlaybookStep } from '../definition.ts';
import type { Path } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, listOf } from './context.ts';

/** More steps than this and nobody keeps to them. */
const MOST_STEPS = 12;

/** Checks how the steps hang together: names, order, anchors, and who begins. */
export function lintSteps(parsed: ParsedPlaybook): Finding[] {
  const { steps, stepIds, first_action, escalate, groups } = parsed.outline;
  const findings: Finding[] = [];
  const add = (path: Path, code: string, severity: Finding['severity'], problem: string, mend: string) =>
    findings.push(findingOn(parsed, path, { code, severity, problem, mend }));
  const proposal = (id: string, otherwise: string) => {
    const near = nearestName(id, stepIds);
    return near ? `Did you mean ${near}?` : otherwise;
  };

  if (stepIds.length > MOST_STEPS) {
    add(
      ['steps'],
      'too-many-steps',
      'warning',
      `It has ${stepIds.length} steps, more than ${MOST_STEPS}.`,
      'Join steps that one person does in one go, or split the playbook in two.',
    );
  }
  if (steps.length > 0 && steps.length === stepIds.length && steps.every((step) => !step.required)) {
    add(
      ['steps'],
      'nothing-required',
      'warning',
      'Every step is optional, so a run can be closed with nothing done.',
      'Mark the steps that must not be left out: leave "required: false" away.',
    );
  }
  for (const step of steps) {
    const path = ['steps', step.index] as const;
    if (stepIds.indexOf(step.id) !== step.index && stepIds.filter((id) => id === step.id).length > 1) {
      add([...path, 'id'], 'twice', 'error', `Two steps have the id "${step.id}".`, 'Give one of them another id.');
    }
    for (const before of listOf(step.after)) {
      if (before === step.id)
        add([...path, 'after'], 'cycle', 'error', `The step "${step.id}" waits for itself.`, 'Remove it from "after".');
      else if (!stepIds.includes(before)) {
        add(
          [...path, 'after'],
          'unknown-step',
          'error',
          `The step waits for "${before}", which does not exist.`,
          proposal(before, `Write one of ${stepIds.join(', ')}.`),
        );
      }
    }
    if (step.from === undefined || step.from === 'start' || isAccountDate(step.from)) continue;
    if (step.from === step.id) {
      add([...path, 'from'], 'cycle', 'error', `The step "${step.id}" waits for itself.`, 'Count from another step.');
    } else if (!stepIds.includes(step.from)) {
      const mend = proposal(step.from, 'Write start, renewal, contract_start, kickoff or the id of a step.');
      add([...path, 'from'], 'unknown-step', 'error', `"due" counts from "${step.from}", which is no step.`, mend);
    }
  }
  const circle = cycleIn(parsed);
  if (circle) {
    const index = steps.find((step) => step.id === circle[0])!.index;
    add(
      ['steps', index, 'after'],
      'cycle',
      'error',
      `These steps wait for each other: ${[...circle, circle[0]].join(' → ')}.`,
      'Remove one of these links from "after", "from" or "if".',
    );
  }
  if (first_action && steps.length > 0 && steps.length === stepIds.length) {
    const begins = steps.some((step) => canBegin(step, groups) && step.owner === first_action.by);
    if (!begins) {
      add(
        ['first_action', 'by'],
        'no-first-action',
        'error',
        `The first action is the ${first_action.by}'s, and no step that can begin at once is theirs.`,
        'Name the role that owns the first step, or give that role a step without "after".',
      );
    }
  }
  for (const [index, { without }] of (escalate ?? []).entries()) {
    if (without === 'first_action' || stepIds.includes(without)) continue;
    add(
      ['escalate', index, 'without'],
      'unknown-step',
      'error',
      `The escalation watches "${without}", which is no step.`,
      proposal(without, 'Write first_action or the id of a step.'),
    );
  }
  return findings;
}

/** Whether a step is somebody's task from the start. */
function canBegin(step: PlaybookStep, groups: readonly PlaybookGroup[] | undefined): boolean {
  const group = groups?.find(({ id }) => id === step.group);
  return (
    step.after === undefined &&
    step.if === undefined &&
    step.wait === undefined &&
    step.do === undefined &&
    group?.when === undefined
  );
}

/** The steps that each step waits for by itself: those in `after`, the one from whose end `due` counts, and those that decide. */
export function linksOf(parsed: ParsedPlaybook): ReadonlyMap<string, readonly string[]> {
  const ids = new Set(parsed.outline.stepIds);
  return new Map(
    parsed.outline.steps.map((step) => {
      const named = [...listOf(step.after), ...listOf(step.from), ...Object.keys(step.if ?? {})];
      return [step.id, named.filter((id) => ids.has(id) && id !== step.id)];
    }),
  );
}

/** The first circle of steps (two or more) that wait for each other, or null. */
function cycleIn(parsed: ParsedPlaybook): readonly string[] | null {
  const links = linksOf(parsed);
  const cleared = new Set<string>();
  const walk = (id: string, path: readonly string[]): readonly string[] | null => {
    if (path.includes(id)) return path.slice(path.indexOf(id));
    if (cleared.has(id)) return null;
    for (const next of links.get(id) ?? []) {
      const found = walk(next, [...path, id]);
      if (found) return found;
    }
    cleared.add(id);
    return null;
  };
  for (const id of links.keys()) {
    const found = walk(id, []);
    if (found) return found;
  }
  return null;
}
