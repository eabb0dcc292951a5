import { FALSE, TRUE } from '../expressions/truth.ts';
import type { Rows } from '../signals/columns/rows.ts';
import { type ContactDay, type ContactDays, openContactDays } from '../signals/contacts/contact-days.ts';
import type { ContactFacts } from '../signals/contacts/contact-facts.ts';
import { type CompiledRule, compileRule, truthsOf } from '../signals/contacts/persona-truths.ts';
import type { LabelCodes, SignalColumns } from '../signals/signal-group.ts';
import type { Persona } from './persona.ts';

/** The contacts of accounts on a morning, with the columns of those accounts. */
export interface ContactMorning {
  readonly rows: Rows;
  readonly columns: SignalColumns;
  readonly labels: LabelCodes;
  readonly facts: ContactFacts;
  readonly days: ContactDays;
  readonly today: ContactDay;
}

/** A contact, by its number, that is on the other side of a persona's rule than it was. */
export interface PersonaMove {
  readonly persona: Persona;
  readonly compiled: CompiledRule;
  readonly contact: number;
  readonly direction: 'in' | 'out';
}

/** Opens a morning of contacts. `day` is an epoch day; the facts must reach it. */
export function openContactMorning(
  { rows, columns, labels }: Pick<ContactMorning, 'rows' | 'columns' | 'labels'>,
  facts: ContactFacts,
  day: number,
): ContactMorning {
  const days = openContactDays(facts, rows);
  return {
    rows,
    columns,
    labels,
    facts,
    days,
    today: days.derive(day, (signal) => columns.get(signal)),
  };
}

/**
 * Who moves: true brings in, false takes out, and what is unknown moves nobody. A persona whose rule cannot be read any more keeps its members.
 * Members are given by their ids; `isSettled` is asked for ids of contacts.
 */
export function findPersonaMoves(
  persona: Persona,
  { facts, days, today, labels }: ContactMorning,
  members: Iterable<string> = [],
  isSettled: (id: string) => boolean = () => false,
): PersonaMove[] {
  const compiled = compileRule(persona.rule, days, labels);
  if (!compiled) return [];
  const truth = truthsOf(compiled, facts, today);
  const isMember = new Uint8Array(facts.count);
  for (const id of members) isMember[facts.numberOf.get(id) ?? facts.count] = 1;
  const moves: PersonaMove[] = [];
  for (let contact = 0; contact < facts.count; contact++) {
    const crosses = isMember[contact] === 1 ? truth[contact] === FALSE : truth[contact] === TRUE;
    if (crosses && !isSettled(facts.ids[contact]!))
      moves.push({ persona, compiled, contact, direction: truth[contact] === TRUE ? 'in' : 'out' });
  }
  return moves;
}
