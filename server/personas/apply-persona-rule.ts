import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf } from '../lib/days.ts';
import { accountsOfMoves } from './accounts-of-moves.ts';
import { findPersonaMoves } from './find-persona-moves.ts';
import { lastContactMorning } from './last-contact-morning.ts';
import { loadPersonaMembers } from './load-persona-members.ts';
import type { Persona } from './persona.ts';
import { addPersonaMembers, writePersonaMoves } from './write-persona-moves.ts';

/**
 * Brings the members of a persona at once to what its new rule says of the last diagnosed morning. Of a new persona nobody is said to have
 * moved; after a change of the rule everybody who does has moved because of it (`because`), which starts no playbook. Before the first
 * diagnosis it does nothing.
 */
export async function applyPersonaRule(
  tx: Transaction,
  persona: Persona,
  because: string,
  now = new Date(),
): Promise<void> {
  const last = await lastContactMorning(tx);
  if (!last) return;
  const { facts, today } = last.morning;
  const members = (await loadPersonaMembers(tx, null)).get(persona.key);
  const moves = findPersonaMoves(persona, last.morning, members?.keys());
  const accounts = await accountsOfMoves(tx, facts, moves);
  const kept = moves
    .filter(({ contact }) => accounts.has(facts.slots[contact]!))
    .map(({ contact, direction }) => ({
      personaKey: persona.key,
      contactId: facts.ids[contact]!,
      accountId: accounts.get(facts.slots[contact]!)!,
      direction,
      cause: 'rule' as const,
      because,
      quietSince: Number.isNaN(today.quietSince[contact]!) ? null : today.quietSince[contact]!,
    }));
  const movedOn = dayOf(now, (await organisationOf(tx)).timeZone);
  if (persona.asOf === null) await addPersonaMembers(tx, kept, movedOn);
  else await writePersonaMoves(tx, kept, { movedOn, asOf: last.asOf });
  await tx.execute('update persona set as_of = coalesce(as_of, $3) where organisation_id = $1 and key = $2', [
    tx.organisationId,
    persona.key,
    last.asOf,
  ]);
}
