import type { EvidenceClause } from './evidence.ts';
import type { TriggerKind } from './live-trigger.ts';

/** What made a trigger true, by which an alert that was wrong is known again: its decisive clauses, else the kind of trigger. */
export function causesOf(kind: TriggerKind | string, evidence: readonly EvidenceClause[]): string[] {
  const decisive = evidence.filter((clause) => clause.isDecisive).map((clause) => clause.text);
  return decisive.length > 0 ? decisive : [`trigger:${kind}`];
}

/** Whether all that makes it true now has been said to be no risk. Null: every cause is silent. */
export function isSilent(causes: readonly string[], silent: readonly string[] | null): boolean {
  return silent === null || causes.every((cause) => silent.includes(cause));
}
