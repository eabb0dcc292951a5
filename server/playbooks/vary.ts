import type { PlaybookDefinition, PlaybookStep, PlaybookVariation } from './definition.ts';

/** The steps of a playbook as a variation makes them: what runs for its accounts. The baseline stays as it is. */
export function varySteps(steps: readonly PlaybookStep[], variation: PlaybookVariation): PlaybookStep[] {
  const changes = new Map(Object.entries(variation.steps));
  const varied = steps.flatMap((step): PlaybookStep[] => {
    const change = changes.get(step.id);
    if (change === undefined) return [step];
    if (change.drop) return [];
    const { drop: _, add: __, ...parts } = change;
    return [{ ...step, ...parts }];
  });
  for (const [id, { add }] of changes) if (add) insert(varied, { ...add, id });
  return varied;
}

/** The definition that a run of a variation goes by. */
export function varied(definition: PlaybookDefinition, variation: PlaybookVariation): PlaybookDefinition {
  const { variations: _, ...baseline } = definition;
  return { ...baseline, steps: varySteps(definition.steps, variation) };
}

/** An added step stands behind the last step that it waits for; one that waits for none is first. */
function insert(steps: PlaybookStep[], added: PlaybookStep): void {
  const before = [added.after ?? [], added.from ?? []].flat();
  const last = Math.max(-1, ...before.map((id) => steps.findIndex((step) => step.id === id)));
  steps.splice(last + 1, 0, added);
}
