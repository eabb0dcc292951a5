import type { Transaction } from '../context/transaction.ts';
import type { PlaybookDefinition, PlaybookStep } from '../playbooks/definition.ts';
import { varySteps } from '../playbooks/vary.ts';
import { loadSegments } from '../segments/load-segments.ts';
import type { Sentences } from './playbook-sentences.ts';
import { sayDue } from './say-due.ts';

/** A step as a table compares it, in words. */
export interface VariedStep {
  readonly title: string;
  readonly role: string;
  readonly due: string;
  readonly isRequired: boolean;
  readonly assets: readonly string[];
  readonly onlyWhen: string | null;
}

/** What a variation makes of a step; `none` is a step of another variation. */
export interface VariationCell {
  readonly state: 'same' | 'changed' | 'added' | 'dropped' | 'none';
  readonly step: VariedStep | null;
  readonly differs: readonly (keyof VariedStep)[];
}

/** The baseline of a playbook and each variation side by side: a row a step, in the order in which they are done. */
export interface VariationsPage {
  readonly columns: readonly { readonly for: string; readonly audience: string; readonly because: string }[];
  readonly rows: readonly {
    readonly step: string;
    readonly baseline: VariedStep | null;
    /** One for each variation. */
    readonly cells: readonly VariationCell[];
  }[];
}

/** Puts the variations of a playbook beside its baseline; null when it has none. */
export async function compareVariations(
  tx: Transaction,
  definition: PlaybookDefinition,
  sentences: Sentences,
): Promise<VariationsPage | null> {
  const variations = definition.variations ?? [];
  if (variations.length === 0) return null;
  const varied = variations.map((variation) => varySteps(definition.steps, variation));
  const columns = [];
  for (const { for: audience, because } of variations)
    columns.push({ for: audience, audience: await sayAudience(tx, audience, sentences), because });
  return {
    columns,
    rows: orderOf(definition.steps, varied).map((id) => {
      const baseline = inWords(definition.steps, id, sentences);
      return { step: id, baseline, cells: varied.map((steps) => cellOf(baseline, inWords(steps, id, sentences))) };
    }),
  };
}

/** For whom, in words: the name of a segment, or a condition as a sentence. */
export async function sayAudience(tx: Transaction, audience: string, { say }: Sentences): Promise<string> {
  const [segment] = await loadSegments(tx, [audience]);
  if (segment) return segment.name;
  return /^[a-z][a-z0-9_-]*$/.test(audience) ? audience : say(audience);
}

/** The ids of all steps: those of the baseline in their order, each added one behind the step that it follows. */
function orderOf(baseline: readonly PlaybookStep[], varied: readonly (readonly PlaybookStep[])[]): string[] {
  const order = baseline.map((step) => step.id);
  for (const steps of varied)
    for (const [index, { id }] of steps.entries())
      if (!order.includes(id)) order.splice(index === 0 ? 0 : order.indexOf(steps[index - 1]!.id) + 1, 0, id);
  return order;
}

function inWords(steps: readonly PlaybookStep[], id: string, { say, duration }: Sentences): VariedStep | null {
  const step = steps.find((one) => one.id === id);
  if (step === undefined) return null;
  const titleOf = (other: string) => steps.find((one) => one.id === other)?.title ?? other;
  return {
    title: step.title,
    role: step.owner,
    due: sayDue(step, titleOf, duration),
    isRequired: step.required,
    assets: step.assets ?? [],
    onlyWhen: step.when ? say(step.when) : null,
  };
}

function cellOf(baseline: VariedStep | null, step: VariedStep | null): VariationCell {
  if (baseline === null) return { state: step === null ? 'none' : 'added', step, differs: [] };
  if (step === null) return { state: 'dropped', step: null, differs: [] };
  const differs = (Object.keys(step) as (keyof VariedStep)[]).filter(
    (part) => JSON.stringify(step[part]) !== JSON.stringify(baseline[part]),
  );
  return { state: differs.length === 0 ? 'same' : 'changed', step, differs };
}
