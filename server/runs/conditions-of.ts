import type { PlaybookDefinition, PlaybookStep } from '../playbooks/definition.ts';
import { isSettled, type RunState, stepOf } from './run-state.ts';

/** The conditions that may open, leave out or end something of a run from where it stands: of steps that are not finished, and of groups. */
export function conditionsToCome(definition: PlaybookDefinition, state: RunState): string[] {
  const steps = definition.steps.filter((step) => {
    const current = stepOf(state, step.id);
    return current === null || !isSettled(current);
  });
  const groups = (definition.groups ?? []).filter(({ id }) => state.groups?.[id]?.status !== 'over');
  return conditionsOf(steps, groups);
}

/** All conditions of a playbook that concern its steps. */
export function conditionsOfSteps({ steps, groups }: PlaybookDefinition): string[] {
  return conditionsOf(steps, groups ?? []);
}

function conditionsOf(steps: readonly PlaybookStep[], groups: NonNullable<PlaybookDefinition['groups']>): string[] {
  return [
    ...steps.flatMap((step) => [
      step.when ?? [],
      step.repeat?.until ?? [],
      step.wait !== undefined && 'until' in step.wait ? step.wait.until : [],
    ]),
    ...groups.flatMap(({ when, until }) => [when ?? [], until ?? []]),
  ].flat();
}
