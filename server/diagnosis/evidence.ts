import { type ClauseEvidence, decisiveClauses, explain } from '../expressions/clauses.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import type { ReadSignal } from '../expressions/evaluate.ts';
import { describeClause } from '../expressions/sentence.ts';
import type { EpochDay } from '../lib/days.ts';
import type { Candidate } from './candidate.ts';
import type { LiveTrigger } from './live-trigger.ts';
import { sayCauses } from './say-causes.ts';

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

/** One sentence: which account, and why, in words and numbers, as of the morning of `day`. */
export function headlineOf(
  { accountName, trigger, playbook }: Candidate,
  evidence: readonly EvidenceClause[],
  context: { readonly day: EpochDay; readonly currency: string; readonly move: string | null },
): string {
  if (trigger.kind === 'event') return `${accountName}: ${trigger.events.map(eventInWords).join(' or ')}`;
  if (context.move !== null) return `${accountName}${context.move}`;
  if (trigger.kind === 'schedule') return `${accountName}: it is time for ${playbook.definition.title.toLowerCase()}`;
  const decisive = evidence.filter((clause) => clause.isDecisive);
  return `${accountName}: ${sayCauses(decisive, context).join(', ')}`;
}

function eventInWords(event: string): string {
  return event.replace(/^usage\./, '').replaceAll(/[._]/g, ' ');
}
