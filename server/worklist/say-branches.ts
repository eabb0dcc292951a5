import type { PlaybookDefinition, PlaybookStep } from '../playbooks/definition.ts';
import { outcomesOf } from '../runs/branches.ts';

/** Which decisions have to go which way for a step to come, one line each: '"Choose the plan" is "Grow" or "Keep"'. */
export function sayBranches(step: PlaybookStep, { steps }: PlaybookDefinition): string[] {
  return Object.entries(step.if ?? {}).map(([id, wanted]) => {
    const other = steps.find((one) => one.id === id);
    const possible = other ? outcomesOf(other) : [];
    const titles = [wanted].flat().map((key) => possible.find(({ outcome }) => outcome === key)?.title ?? key);
    if (other?.wait !== undefined)
      return `"${other.title}" ${[wanted].flat().includes('met') ? 'comes' : 'does not come'} in time`;
    if (other?.approval !== undefined) return `"${other.title}" is ${titles.join(' or ').toLowerCase()}`;
    return `"${other?.title ?? id}" is ${titles.map((title) => `"${title}"`).join(' or ')}`;
  });
}
