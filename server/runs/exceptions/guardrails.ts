import type { Actor } from '../../context/actor.ts';
import type { Freedom, PlaybookDefinition, Role } from '../../playbooks/definition.ts';
import { FREEDOMS } from '../../playbooks/definition.ts';

/** What of a run is its owner's to change; a playbook without guardrails leaves all of it free. */
export function freedomsOf({ guardrails }: PlaybookDefinition): readonly Freedom[] {
  return guardrails?.may_change ?? FREEDOMS;
}

/** Whose decision an exception is. */
export function exceptionRoleOf({ guardrails }: PlaybookDefinition): Role {
  return guardrails?.exception_by ?? 'manager';
}

/** Whether this needs an exception: to skip a required step always does, the rest where the guardrails do not leave it free. */
export function needsException(definition: PlaybookDefinition, step: string, act: 'skip' | 'due'): boolean {
  const free = freedomsOf(definition);
  if (act === 'due') return !free.includes('due');
  return isRequired(definition, step) || !free.includes('optional_steps');
}

/** Managers and admins decide on their own; a required step that they skip is an exception that they approve themselves. */
export function decidesAlone(actor: Actor): boolean {
  return actor.kind === 'system' || actor.role === 'manager' || actor.role === 'admin';
}

/** Whether the playbook says that this step is not to be left out. */
export function isRequired({ steps }: PlaybookDefinition, step: string): boolean {
  return steps.find((one) => one.id === step)?.required ?? true;
}
