import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { epochDay } from '../lib/days.ts';
import { takeTurns } from '../lib/in-turn.ts';
import { lastMorning } from '../segments/last-morning.ts';
import { ACCOUNT_LABELS } from '../signals/contacts/contact-signals.ts';
import { loadContactFacts } from '../signals/contacts/load-contact-facts.ts';
import { type ContactMorning, openContactMorning } from './find-persona-moves.ts';

/** The contacts of every account on the last morning that was kept whole, 'YYYY-MM-DD'; null before the first diagnosis. */
export async function lastContactMorning(tx: Transaction): Promise<{ morning: ContactMorning; asOf: string } | null> {
  const last = await lastMorning(tx, ACCOUNT_LABELS);
  if (last === null) return null;
  const day = epochDay(last.asOf);
  const { timeZone } = await organisationOf(tx);
  const facts = await loadContactFacts({
    client: tx.client,
    organisationId: tx.organisationId,
    timeZone,
    rows: last.morning.rows,
    days: [day],
    inTurn: takeTurns(),
  });
  return { morning: openContactMorning(last.morning, facts, day), asOf: last.asOf };
}
