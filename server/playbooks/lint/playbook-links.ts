import type { Outline } from '../document/read-definition.ts';

/** For which other playbooks one waits, and into whose runs its situations go. */
export interface PlaybookLinks {
  readonly key: string;
  readonly notWhile: readonly string[];
  readonly mergeInto: readonly string[];
}

/** What a playbook says of others. */
export function linksOf(key: string, trigger: Outline['trigger']): PlaybookLinks {
  return { key, notWhile: trigger?.not_while ?? [], mergeInto: trigger?.merge_into ?? [] };
}
