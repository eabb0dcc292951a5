import { TRUE } from '../../expressions/truth.ts';
import { openContactDays } from '../contacts/contact-days.ts';
import type { ContactFacts } from '../contacts/contact-facts.ts';
import { ACCOUNT_LABELS } from '../contacts/contact-signals.ts';
import { compileRule, truthsOf } from '../contacts/persona-truths.ts';
import { type ColumnOf, isWanted, type PersonaDefinition, type SignalGroup } from '../signal-group.ts';

const OVERDUE = 'relationship.cadence_overdue';
const TOUCHES = 'contacts and the interactions with each; notes and internal talk do not count';

/**
 * Who of each persona an account has, and how long nobody has spoken with the longest neglected of them: a cadence is for each contact, so that
 * one who is spoken with every week must not hide one who is not. Silence is counted from the last touch, else from when they joined, became
 * known, or touches with contacts were first logged.
 */
export const personaGroup: SignalGroup = {
  name: 'persona',
  declare: ({ personas }) => [
    ...personas.flatMap(({ key, name }) => [
      {
        name: `persona.${key}.contacts`,
        type: 'number' as const,
        unit: 'count' as const,
        title: `contacts in ${name}`,
        from: 'contacts, by the rule of the persona',
      },
      {
        name: `persona.${key}.days_since_touch`,
        type: 'number' as const,
        unit: 'days' as const,
        title: `days of silence with the longest neglected of ${name}`,
        from: TOUCHES,
      },
    ]),
    { name: OVERDUE, type: 'number', unit: 'count', title: 'contacts past the cadence of a persona', from: TOUCHES },
  ],

  async load(scope) {
    const personas = scope.personas.filter(
      ({ key, cadenceDays }) =>
        isWanted(scope, `persona.${key}.contacts`) ||
        isWanted(scope, `persona.${key}.days_since_touch`) ||
        (cadenceDays !== null && isWanted(scope, OVERDUE)),
    );
    const facts = personas.length > 0 ? await scope.contacts() : null;
    if (!facts || facts.count === 0) return () => {};
    const days = openContactDays(facts, scope.rows);
    const rules = personas.flatMap((persona) => {
      const compiled = compileRule(persona.rule, days, scope.labels);
      return compiled ? [{ persona, compiled }] : [];
    });
    const rows = Int32Array.from(facts.slots, (slot) => scope.rows.rowOf(slot));
    return (day, column) => {
      const today = days.derive(day, column);
      const isLate = new Uint8Array(facts.count);
      const overdue = column(OVERDUE);
      for (const { persona, compiled } of rules) {
        const truth = truthsOf(compiled, facts, today);
        derivePersona(persona, { facts, rows, truth, quietSince: today.quietSince, day }, column, overdue, isLate);
      }
      for (let i = 0; i < facts.count; i++) if (isLate[i] === 1) overdue[rows[i]!]!++;
    };
  },

  readsFor: (signal) => (signal.startsWith('persona.') || signal === OVERDUE ? ACCOUNT_LABELS : []),
};

interface Truths {
  readonly facts: ContactFacts;
  /** The row of each contact's account. */
  readonly rows: Int32Array;
  readonly truth: Uint8Array;
  readonly quietSince: Float64Array;
  readonly day: number;
}

/** Who left and still belongs is counted, but nobody has to speak with them. */
function derivePersona(
  { key, cadenceDays }: PersonaDefinition,
  { facts: { count, joined, left }, rows, truth, quietSince, day }: Truths,
  column: ColumnOf,
  overdue: Float64Array,
  isLate: Uint8Array,
): void {
  const contacts = column(`persona.${key}.contacts`);
  const silence = column(`persona.${key}.days_since_touch`);
  for (let i = 0; i < count; i++) {
    const row = rows[i]!;
    if (row < 0 || joined[i]! >= day) continue;
    if (Number.isNaN(contacts[row]!)) contacts[row] = 0;
    if (truth[i] !== TRUE) continue;
    contacts[row]!++;
    const silent = day - quietSince[i]!;
    if (Number.isNaN(silent) || left[i]! < day) continue;
    if (!(silence[row]! >= silent)) silence[row] = silent;
    if (cadenceDays === null) continue;
    if (Number.isNaN(overdue[row]!)) overdue[row] = 0;
    if (silent > cadenceDays) isLate[i] = 1;
  }
}
