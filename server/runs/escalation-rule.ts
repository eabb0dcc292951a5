import type { PlaybookDefinition, Role } from '../playbooks/definition.ts';
import type { DueEntry, EscalationRule } from './run-log.ts';

type Rule = NonNullable<PlaybookDefinition['escalate']>[number];

/** Who usually carries each level of the register, lowest first: what a run's log names before the register has decided. */
const CARRIES: readonly Role[] = ['csm', 'csm', 'manager', 'vp', 'executive'];

/** A rule of a playbook with the instant at which it holds. */
export function escalationOf({ without, to, level }: Rule, due: DueEntry): DueEntry & EscalationRule {
  return {
    ...due,
    without,
    to: to ?? CARRIES[(level ?? 1) - 1]!,
    ...(level === undefined ? {} : { level }),
  };
}
