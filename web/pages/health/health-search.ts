import type { HealthModel } from '../../../server/api/contract/health-model.ts';

/** Weights to begin a draft with: of which variant (its place), and in percent by component. */
export interface DraftWeights {
  readonly variant: number;
  readonly weights: Readonly<Record<string, number>>;
}

export interface HealthSearch {
  readonly draft?: DraftWeights | undefined;
}

export function readHealthSearch({ draft }: Record<string, unknown>): HealthSearch {
  if (typeof draft !== 'object' || draft === null) return {};
  const { variant, weights } = draft as Record<string, unknown>;
  if (typeof variant !== 'number' || typeof weights !== 'object' || weights === null) return {};
  const known = Object.entries(weights).filter((entry): entry is [string, number] => {
    const [, weight] = entry;
    return typeof weight === 'number' && weight >= 0 && weight <= 100;
  });
  return { draft: { variant, weights: Object.fromEntries(known) } };
}

/** The model with other weights; as it is where the draft is of another model. */
export function withDraft(model: HealthModel, draft: DraftWeights | undefined): HealthModel {
  const meant = draft ? model.variants[draft.variant] : undefined;
  if (!draft || !meant || meant.components.some(({ key }) => !(key in draft.weights))) return model;
  const components = meant.components.map((one) => ({ ...one, weight: draft.weights[one.key]! }));
  return {
    ...model,
    variants: model.variants.map((one, at) => (at === draft.variant ? { ...one, components } : one)),
  };
}
