import type { PlaybookDefinition, PlaybookStep } from '../playbooks/definition.ts';
import { type RunState, stepOf } from './run-state.ts';

/** What the owner of a step can choose: the outcomes of a decision, or of an approval. None for other steps. */
export function outcomesOf(step: PlaybookStep): readonly { readonly outcome: string; readonly title: string }[] {
  if (step.decision !== undefined) return step.decision;
  return step.approval === undefined ? [] : APPROVAL;
}

const APPROVAL = [
  { outcome: 'approved', title: 'Approved' },
  { outcome: 'refused', title: 'Refused' },
] as const;

/** The ids of the steps that have to be finished or skipped before this one; names that the playbook does not know hold up nothing. */
export function stepsBefore(step: PlaybookStep, definition: PlaybookDefinition): string[] {
  const named = [step.after ?? [], step.from ?? [], Object.keys(step.if ?? {})].flat();
  return [...new Set(named)].filter((id) => id !== step.id && definition.steps.some((other) => other.id === id));
}

/**
 * Why a step whose turn has come does not lie on the way that was chosen, or null when it does: another outcome than its `if` names, an approval
 * before it that was refused, or nothing before it that lay on the way itself.
 */
export function whyOffTheWay(step: PlaybookStep, state: RunState, definition: PlaybookDefinition): string | null {
  for (const [id, wanted] of Object.entries(step.if ?? {})) {
    const other = stepOf(state, id);
    if (other === null || [wanted].flat().includes(other.outcome ?? '')) continue;
    return `Does not apply: ${sayOutcome(id, state, definition)}.`;
  }
  const before = stepsBefore(step, definition).filter((id) => step.if?.[id] === undefined);
  const refused = before.find((id) => isRefused(id, state, definition));
  if (refused !== undefined) return `Does not apply: ${sayOutcome(refused, state, definition)}.`;
  if (step.if !== undefined || before.length === 0 || !before.every((id) => stepOf(state, id)?.cut)) return null;
  return `Does not apply: it comes after ${before.map((id) => titleOf(id, definition)).join(' and ')}, left out before.`;
}

function isRefused(id: string, state: RunState, { steps }: PlaybookDefinition): boolean {
  return steps.find((step) => step.id === id)?.approval !== undefined && stepOf(state, id)?.outcome === 'refused';
}

function sayOutcome(id: string, state: RunState, definition: PlaybookDefinition): string {
  const other = stepOf(state, id);
  if (!other?.outcome) return `${titleOf(id, definition)} was skipped`;
  const step = definition.steps.find((one) => one.id === id)!;
  if (step.wait !== undefined)
    return `${titleOf(id, definition)} ${other.outcome === 'met' ? 'came in time' : 'did not come in time'}`;
  const chosen = outcomesOf(step).find(({ outcome }) => outcome === other.outcome)?.title ?? other.outcome;
  return step.approval === undefined
    ? `${titleOf(id, definition)} was decided as "${chosen}"`
    : `${titleOf(id, definition)} was ${other.outcome}`;
}

function titleOf(id: string, { steps }: PlaybookDefinition): string {
  return `"${steps.find((step) => step.id === id)?.title ?? id}"`;
}

/**
 * The steps that lose their turn, or the reason for which they were left out, because this one is opened again: what is open or blocked behind
 * it, and all that lay off the way that it decided. What a person did or skipped stays so.
 */
export function stepsToReturn(state: RunState, reopened: string, definition: PlaybookDefinition): string[] {
  const open = new Set([reopened]);
  const returned = new Set<string>();
  for (let found = true; found; ) {
    found = false;
    for (const step of definition.steps) {
      if (returned.has(step.id) || step.id === reopened) continue;
      if (!stepsBefore(step, definition).some((id) => open.has(id))) continue;
      const current = stepOf(state, step.id);
      if (current === null || (!['ready', 'running', 'blocked'].includes(current.status) && !current.cut)) continue;
      returned.add(step.id);
      if (current.cut) open.add(step.id);
      found = true;
    }
  }
  return definition.steps.map((step) => step.id).filter((id) => returned.has(id));
}
