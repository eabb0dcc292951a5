import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import type { MembershipDay } from '../segments/keep-members.ts';
import type { Rows } from '../signals/columns/rows.ts';
import type { ContactFacts } from '../signals/contacts/contact-facts.ts';
import type { LabelCodes, SignalColumns } from '../signals/signal-group.ts';
import { accountsOfMoves } from './accounts-of-moves.ts';
import { type ContactMorning, findPersonaMoves, openContactMorning, type PersonaMove } from './find-persona-moves.ts';
import { loadPersonaMembers, type MembersOfPersona } from './load-persona-members.ts';
import { loadPersonas } from './load-personas.ts';
import type { Persona } from './persona.ts';
import { openMoveWords } from './say-persona-move.ts';
import { addPersonaMembers, type KeptPersonaMove, writePersonaMoves, writeQuiet } from './write-persona-moves.ts';

/** The accounts of a morning, and their contacts. */
interface Morning {
  readonly rows: Rows;
  readonly columns: SignalColumns;
  readonly labels: LabelCodes;
  readonly contacts: () => Promise<ContactFacts>;
}

/**
 * Brings the members of every persona to what the rules say of a morning, as segments do it with accounts: the first look moves nobody, a
 * morning before the last one does not either, nor a rule whose answer is unknown, and the same morning again changes nothing. Who has left
 * or was removed goes out. Notes, too, since when nobody has spoken with each member.
 */
export async function keepPersonaMembers(tx: Transaction, morning: Morning, when: MembershipDay): Promise<void> {
  const isWhole = morning.rows.only === null;
  const personas = (await loadPersonas(tx)).filter(({ asOf }) =>
    asOf === null ? isWhole : epochDay(asOf) <= when.day,
  );
  if (personas.length === 0) return;
  const facts = await morning.contacts();
  const { only } = morning.rows;
  const members = await loadPersonaMembers(tx, only && { slots: only, contactIds: facts.ids });
  if (facts.count > 0 || members.size > 0) {
    const opened = openContactMorning(morning, facts, when.day);
    await keep(tx, personas, opened, members, when);
  }
  if (isWhole)
    await tx.execute('update persona set as_of = $3 where organisation_id = $1 and key = any($2)', [
      tx.organisationId,
      personas.map(({ key }) => key),
      isoDate(when.day),
    ]);
}

async function keep(
  tx: Transaction,
  personas: readonly Persona[],
  morning: ContactMorning,
  members: ReadonlyMap<string, MembersOfPersona>,
  when: MembershipDay,
): Promise<void> {
  const { facts, today } = morning;
  const later = await movedLater(tx, when.day);
  const moves = personas.flatMap((persona) =>
    findPersonaMoves(persona, morning, members.get(persona.key)?.keys(), (id) => later.has(`${persona.key}/${id}`)),
  );
  const accounts = await accountsOfMoves(tx, facts, moves);
  const living = moves.filter(({ contact }) => accounts.has(facts.slots[contact]!));
  const kept = (move: PersonaMove, because: string): KeptPersonaMove => ({
    personaKey: move.persona.key,
    contactId: facts.ids[move.contact]!,
    accountId: accounts.get(facts.slots[move.contact]!)!,
    direction: move.direction,
    cause: 'data',
    because,
    quietSince: dayOrNull(today.quietSince[move.contact]!),
  });
  const first = living.filter(({ persona }) => persona.asOf === null);
  const moved = living.filter(({ persona }) => persona.asOf !== null);
  const wordsOf = await openMoveWords(tx, morning, moved, when.currency);
  const movedOn = isoDate(when.movedOn);
  await addPersonaMembers(
    tx,
    first.map((move) => kept(move, '')),
    movedOn,
  );
  const gone = await findRemoved(tx, personas, members, facts);
  await writePersonaMoves(tx, [...moved.map((move) => kept(move, wordsOf(move))), ...gone], {
    movedOn,
    asOf: isoDate(when.day),
  });
  await writeQuiet(tx, quietened(members, morning));
}

/** The contacts who moved on a later morning than this one, by persona. */
async function movedLater(tx: Transaction, day: EpochDay): Promise<Set<string>> {
  const rows = await tx.query<{ key: string; contact: string }>(
    `select persona_key as key, replace(contact_id::text, '-', '') as contact from persona_move
     where organisation_id = $1 and as_of > $2`,
    [tx.organisationId, isoDate(day)],
  );
  return new Set(rows.map(({ key, contact }) => `${key}/${contact}`));
}

/** Members who are no contacts of these accounts any more: gone, or at another account. */
async function findRemoved(
  tx: Transaction,
  personas: readonly Persona[],
  members: ReadonlyMap<string, MembersOfPersona>,
  { numberOf }: ContactFacts,
): Promise<KeptPersonaMove[]> {
  const missing = personas.flatMap(({ key }) =>
    [...(members.get(key) ?? [])]
      .filter(([contactId]) => !numberOf.has(contactId))
      .map(([contactId, { accountId }]) => ({ personaKey: key, contactId, accountId })),
  );
  if (missing.length === 0) return [];
  const elsewhere = await tx.query<{ id: string }>(
    `select replace(id::text, '-', '') as id from contact where organisation_id = $1 and id = any($2::uuid[])`,
    [tx.organisationId, uuidArray(missing.map(({ contactId }) => contactId))],
  );
  const stay = new Set(elsewhere.map(({ id }) => id));
  return missing
    .filter(({ contactId }) => !stay.has(contactId))
    .map((one) => ({
      ...one,
      direction: 'out',
      cause: 'removed',
      because: 'the contact was removed',
      quietSince: null,
    }));
}

/** The members with whom somebody has spoken since, or who turn out to have been silent for longer. */
function quietened(members: ReadonlyMap<string, MembersOfPersona>, { facts: { numberOf }, today }: ContactMorning) {
  const changed: Pick<KeptPersonaMove, 'personaKey' | 'contactId' | 'quietSince'>[] = [];
  for (const [personaKey, ofPersona] of members)
    for (const [contactId, known] of ofPersona) {
      const quietSince = today.quietSince[numberOf.get(contactId) ?? -1];
      if (quietSince !== undefined && !Object.is(known.quietSince, quietSince))
        changed.push({ personaKey, contactId, quietSince: dayOrNull(quietSince) });
    }
  return changed;
}

function dayOrNull(day: number): EpochDay | null {
  return Number.isNaN(day) ? null : day;
}
