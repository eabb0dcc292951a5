import { type ClauseEvidence, decisiveClauses, explain } from '../expressions/clauses.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import type { ReadSignal } from '../expressions/evaluate.ts';
import { describeClause } from '../expressions/sentence.ts';
import type { Candidate } from './candidate.ts';
import type { LiveTrigger } from './live-trigger.ts';

/** A clause of a trigger with the account's value on the day, and the words for it. */
export type EvidenceClause = ClauseEvidence & {
  readonly phrase: string;
  /** Whether the condition would not be true without it. */
  readonly isDecisive: boolean;
};

/** Every clause of a trigger for one account; for events and schedules, what happened. */
export function evidenceFor(
  trigger: LiveTrigger,
  read: ReadSignal,
  catalogue: Catalogue,
  currency: string,
): EvidenceClause[] {
  if (!trigger.expression) return [];
  const decisive = new Set(decisiveClauses(trigger.expression, read, catalogue).map((clause) => clause.text));
  return explain(trigger.expression, read, catalogue).map((clause) => ({
    ...clause,
    phrase: describeClause(clause, { currency }),
    isDecisive: decisive.has(clause.text),
  }));
}

/** One sentence: which account, and why, in words and numbers. */
export function headlineOf({ accountName, trigger, playbook }: Candidate, evidence: readonly EvidenceClause[]): string {
  if (trigger.kind === 'event') return `${accountName}: ${trigger.events.map(eventInWords).join(' or ')}`;
  if (trigger.kind === 'schedule') return `${accountName}: it is time for ${playbook.definition.title.toLowerCase()}`;
  const causes = evidence.filter((clause) => clause.isDecisive).map((clause) => clause.phrase);
  return `${accountName}: ${causes.join(', ')}`;
}

function eventInWords(event: string): string {
  return event.replace(/^usage\./, '').replaceAll(/[._]/g, ' ');
}
