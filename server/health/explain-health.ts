import { type HealthModel, type HealthVariant, pointsOf } from './health-model.ts';

/** A health score taken apart: what each indicator was, the points it gave and the weight it had. */
export interface HealthExplanation {
  readonly variant: string;
  readonly components: readonly ExplainedComponent[];
}

export interface ExplainedComponent {
  readonly key: string;
  readonly title: string;
  readonly weight: number;
  /** 0 to 100, or null when none of its indicators is known. */
  readonly score: number | null;
  /** Share of the component's weight that is known. */
  readonly coverage: number;
  readonly indicators: readonly ExplainedIndicator[];
}

export interface ExplainedIndicator {
  readonly signal: string;
  readonly value: number | null;
  readonly points: number | null;
  /** Its part of the whole score, in points of 100, when everything is known. */
  readonly weight: number;
}

/** Explains the score of one account by the variant that holds for it; `read` gives the value of a signal, null when unknown. */
export function explainHealth(variant: HealthVariant, read: (signal: string) => number | null): HealthExplanation {
  return {
    variant: variant.title,
    components: variant.components.map((component) => {
      const total = component.indicators.reduce((sum, one) => sum + one.weight, 0);
      const indicators = component.indicators.map((indicator) => {
        const value = read(indicator.signal);
        return {
          signal: indicator.signal,
          value,
          points: value === null ? null : Math.round(pointsOf(indicator.points, value) * 10) / 10,
          weight: Math.round(((component.weight * indicator.weight) / total) * 10) / 10,
        };
      });
      const known = component.indicators.filter((_, i) => indicators[i]!.value !== null);
      const knownWeight = known.reduce((sum, one) => sum + one.weight, 0);
      const points = known.reduce((sum, one) => sum + one.weight * pointsOf(one.points, read(one.signal)!), 0);
      return {
        key: component.key,
        title: component.title,
        weight: component.weight,
        score: knownWeight > 0 ? Math.round((points / knownWeight) * 10) / 10 : null,
        coverage: knownWeight / total,
        indicators,
      };
    }),
  };
}

/** The variant that scores an account: the first whose condition is true. */
export function variantFor(model: HealthModel, isTrue: (condition: string) => boolean): HealthVariant {
  return model.variants.find((variant) => variant.for === null || isTrue(variant.for))!;
}

/** What moved a score between two days: the components by how much of the change they carry, largest first, in words. */
export function whatMoved(
  variant: HealthVariant,
  before: (component: string) => number | null,
  now: (component: string) => number | null,
): string {
  const moved = variant.components
    .map((component) => ({ component, from: before(component.key), to: now(component.key) }))
    .filter(({ from, to }) => from !== to)
    .map(({ component, from, to }) => ({
      title: component.title,
      from,
      to,
      share: Math.abs((to ?? 0) - (from ?? 0)) * component.weight,
    }))
    .sort((a, b) => b.share - a.share);
  if (moved.length === 0) return 'no component moved';
  return moved
    .slice(0, 2)
    .map(({ title, from, to }) => {
      if (from === null) return `${title} became known at ${Math.round(to!)}`;
      if (to === null) return `${title} became unknown (was ${Math.round(from)})`;
      return `${title} ${to < from ? 'fell' : 'rose'} from ${Math.round(from)} to ${Math.round(to)}`;
    })
    .join(', ');
}
