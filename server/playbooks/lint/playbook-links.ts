import type { PlaybookDefinition, PlaybookStep } from '../definition.ts';

/** For which other playbooks one waits, into whose runs its situations go, and which its steps start. */
export interface PlaybookLinks {
  readonly key: string;
  readonly notWhile: readonly string[];
  readonly mergeInto: readonly string[];
  readonly starts: readonly string[];
}

type Starting = Pick<PlaybookStep, 'do' | 'with'>;
type Saying = { readonly steps?: readonly Starting[] | undefined } & {
  readonly [Part in 'trigger' | 'variations']?: PlaybookDefinition[Part] | undefined;
};

/** What a playbook says of others. */
export function linksOf(key: string, { trigger, steps = [], variations = [] }: Saying): PlaybookLinks {
  const added = variations.flatMap((variation) => Object.values(variation.steps).flatMap(({ add }) => add ?? []));
  return {
    key,
    notWhile: trigger?.not_while ?? [],
    mergeInto: trigger?.merge_into ?? [],
    starts: [...new Set([...steps, ...added].flatMap((step) => startedBy(step) ?? []))],
  };
}

/** The key of the playbook that a step starts. */
export function startedBy(step: Starting): string | null {
  const key = step.do === 'start_playbook' ? step.with?.playbook : undefined;
  return typeof key === 'string' ? key : null;
}
