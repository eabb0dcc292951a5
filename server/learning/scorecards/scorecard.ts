import {
  type Counts,
  countFigures,
  type DaysToExit,
  daysToExit,
  type Shares,
  type StepCounts,
  sharesOf,
  stepShares,
} from './figures.ts';
import { FATES, type Occasion } from './occasion.ts';

/** The figures of a playbook, or of a part of its occasions. */
export interface Score {
  readonly counts: Counts;
  readonly shares: Shares;
  readonly daysToExit: DaysToExit;
}

/** A step by its id, with what it is called. */
export interface StepNamed {
  readonly id: string;
  readonly title: string;
}

export interface StepScore extends StepNamed {
  readonly counts: StepCounts;
  readonly shares: ReturnType<typeof stepShares>;
}

/** What a breakdown is by; each puts every occasion into one part. */
export const PARTS = ['version', 'segment', 'member'] as const;
export type Part = (typeof PARTS)[number];

/** The part of a breakdown to which an occasion belongs; '' for those without a segment or a member. */
export function partOf({ version, segment, run }: Occasion, part: Part): string {
  if (part === 'version') return String(version);
  return (part === 'segment' ? segment : run?.memberId) ?? '';
}

export interface ScoreOfPart extends Score {
  readonly key: string;
  readonly title: string;
}

export function score(occasions: readonly Occasion[]): Score {
  const counts = countFigures(occasions);
  return { counts, shares: sharesOf(counts), daysToExit: daysToExit(occasions) };
}

/** The same by version, newest first, or by segment or member, the largest first. */
export function scoreParts(
  occasions: readonly Occasion[],
  part: Part,
  titleOf: (key: string) => string,
): ScoreOfPart[] {
  const parts = [...Map.groupBy(occasions, (one) => partOf(one, part))].map(([key, some]) => ({
    key,
    title: titleOf(key),
    ...score(some),
  }));
  return parts.sort((a, b) =>
    part === 'version'
      ? Number(b.key) - Number(a.key)
      : b.counts.triggered - a.counts.triggered || a.title.localeCompare(b.title, 'en'),
  );
}

/** Step by step, in the order given; steps that no run had are left out. */
export function scoreSteps(occasions: readonly Occasion[], steps: readonly StepNamed[]): StepScore[] {
  const fates = Map.groupBy(
    occasions.flatMap(({ run }) => run?.steps ?? []),
    ({ id }) => id,
  );
  return steps.flatMap(({ id, title }) => {
    const some = fates.get(id);
    if (!some) return [];
    const counts = Object.fromEntries(
      FATES.map((fate) => [`step_${fate}`, some.filter((one) => one.fate === fate).length]),
    ) as StepCounts;
    return [{ id, title, counts, shares: stepShares(counts) }];
  });
}
