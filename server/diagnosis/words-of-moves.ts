import type { Transaction } from '../context/transaction.ts';
import { TRUE } from '../expressions/truth.ts';
import type { EpochDay } from '../lib/days.ts';
import { sayContactMoves } from '../personas/moved-contacts.ts';
import { sayLastMoves } from '../segments/say-last-moves.ts';
import type { Candidate } from './candidate.ts';
import type { EvidenceClause } from './evidence.ts';

/** What moved, for a candidate that starts because of it. */
export interface MoveInWords {
  /** What is said after the name of the account, with what stands between them. */
  readonly afterName: string;
  /** Each contact that moved, as evidence. */
  readonly evidence: readonly EvidenceClause[];
}

/** So many contacts are named as evidence. */
const NAMED = 10;

/** Why an account came into a segment or left it, or which of its contacts did so with a persona, for the candidates that start by that. */
export async function wordsOfMoves(
  tx: Transaction,
  day: EpochDay,
  ...candidates: readonly Candidate[][]
): Promise<Map<Candidate, MoveInWords>> {
  const words = new Map<Candidate, MoveInWords>();
  const moved = candidates.flatMap((some) =>
    some.filter(({ trigger }) => trigger.segments.length > 0 || trigger.personas.length > 0),
  );
  for (const [trigger, those] of Map.groupBy(moved, (candidate) => candidate.trigger)) {
    const direction = trigger.kind.startsWith('enters') ? 'in' : 'out';
    const ids = those.map(({ accountId }) => accountId);
    if (trigger.segments.length > 0) {
      const said = await sayLastMoves(tx, ids, trigger.segments, direction);
      for (const candidate of those)
        words.set(candidate, { afterName: ` ${said.get(candidate.accountId) ?? ''}`, evidence: [] });
      continue;
    }
    const said = await sayContactMoves(tx, { keys: trigger.personas, direction, day }, ids);
    for (const candidate of those) words.set(candidate, contactsInWords(said.get(candidate.accountId) ?? []));
  }
  return words;
}

function contactsInWords(moves: readonly string[]): MoveInWords {
  const others = moves.length - 1;
  const more = others > 0 ? `, and ${others} more` : '';
  return { afterName: `: ${moves[0] ?? 'a contact moved'}${more}`, evidence: moves.slice(0, NAMED).map(asEvidence) };
}

/** What happened is no clause of a condition: it has no value that could have been another. */
function asEvidence(phrase: string): EvidenceClause {
  return {
    text: phrase,
    signal: null,
    title: phrase,
    unit: 'flag',
    operator: 'known',
    threshold: null,
    value: true,
    truth: TRUE,
    distance: 0,
    phrase,
    isDecisive: false,
  };
}
