import type { Transaction } from '../context/transaction.ts';
import type { ReadSignal } from '../expressions/evaluate.ts';
import { formatValue } from '../expressions/sentence.ts';
import { type EpochDay, epochDay } from '../lib/days.ts';
import { sayMove } from '../segments/say-move.ts';
import { someRows } from '../signals/columns/rows.ts';
import { type ContactDay, type ContactDays, openContactDays } from '../signals/contacts/contact-days.ts';
import { ACCOUNT_LABELS, CONTACT_CATALOGUE } from '../signals/contacts/contact-signals.ts';
import type { LabelCodes } from '../signals/signal-group.ts';
import { readSnapshots } from '../signals/snapshot.ts';
import type { ContactMorning, PersonaMove } from './find-persona-moves.ts';

/**
 * Opens the words for moves of a morning: which values did it, with those of the morning to which the members were last brought, "role is
 * champion, user before". Of a contact who was not known then, what is true now.
 */
export async function openMoveWords(
  tx: Transaction,
  morning: ContactMorning,
  moves: readonly PersonaMove[],
  currency: string,
): Promise<(move: PersonaMove) => string> {
  const { facts, days, today, labels } = morning;
  const { day } = today;
  const readBefore = await openBefore(tx, morning, moves);
  return ({ persona, compiled, contact, direction }) => {
    const leftOn = facts.left[contact]!;
    if (leftOn < day && !compiled.asksWhoLeft) return `they left on ${formatValue(leftOn, 'date')}`;
    const before = readBefore(lastLook(persona.asOf, day), contact);
    return sayMove(
      compiled.rule,
      direction,
      readContact(days, today, contact, labels),
      before,
      CONTACT_CATALOGUE,
      currency,
    );
  };
}

/** The morning to which members were last brought; when it is this very one, that before it. */
function lastLook(asOf: string | null, day: EpochDay): EpochDay {
  return asOf !== null && epochDay(asOf) < day ? epochDay(asOf) : day - 1;
}

async function openBefore(tx: Transaction, { facts, labels, today }: ContactMorning, moves: readonly PersonaMove[]) {
  const looks = [...new Set(moves.map(({ persona }) => lastLook(persona.asOf, today.day)))];
  const slots = [...new Set(moves.map(({ contact }) => facts.slots[contact]!))].sort((a, b) => a - b);
  const rows = someRows(slots);
  const ofAccounts = moves.length === 0 ? new Map() : await readSnapshots(tx, looks, ACCOUNT_LABELS, rows);
  const then = new Map(
    looks.map((look) => {
      const days = openContactDays(facts, rows);
      return [look, { days, day: days.derive(look, (signal) => ofAccounts.get(look)?.get(signal)) }] as const;
    }),
  );
  return (look: EpochDay, contact: number): ReadSignal | null => {
    const found = then.get(look);
    const begun = Number.isNaN(facts.joined[contact]!) ? facts.recorded[contact]! : facts.joined[contact]!;
    if (!found || begun >= look) return null;
    return readContact(found.days, found.day, contact, labels);
  };
}

/** Reads the fields of a contact on a day as people know them. */
function readContact(days: ContactDays, { columns }: ContactDay, contact: number, labels: LabelCodes): ReadSignal {
  return (signal) => {
    const value = columns.get(signal)?.[contact];
    if (value === undefined || Number.isNaN(value)) return null;
    const type = CONTACT_CATALOGUE.get(signal)?.type;
    if (type === 'label')
      return signal.startsWith('contact.') ? days.labelOf(signal, value) : labels.labelOf(signal, value);
    return type === 'boolean' ? value === 1 : value;
  };
}
