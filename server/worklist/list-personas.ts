import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf } from '../lib/days.ts';
import { findNeeding, type Needing } from '../personas/find-needing.ts';
import { loadPersonas } from '../personas/load-personas.ts';
import { sayContactRule } from './contact-rules.ts';

/** How many belong to a persona, and with how many of them nobody has spoken for longer than its cadence. */
export interface PersonaFigures {
  readonly members: number;
  readonly accounts: number;
  /** null where there is no cadence, or where touches with contacts are not logged. */
  readonly overdue: number | null;
}

export interface ListedPersona extends PersonaFigures {
  readonly key: string;
  readonly name: string;
  /** The rule in plain English. */
  readonly sentence: string;
  readonly cadenceDays: number | null;
  /** How many moved in and out in the last 30 days because their values changed. */
  readonly cameIn: number;
  readonly left: number;
  readonly needing: readonly Needing[];
}

/** The personas by name, with how many belong, who is past the cadence, and who came and went lately. */
export function listPersonas(database: Database, actor: Actor, now = new Date()): Promise<ListedPersona[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const figuresOf = await personaFigures(tx, null, now);
    const needing = await findNeeding(tx);
    const moved = await tx.query<{ key: string; cameIn: number; left: number }>(
      `select persona_key as key, count(*) filter (where direction = 'in')::int as "cameIn",
         count(*) filter (where direction = 'out')::int as left
       from persona_move where organisation_id = $1 and cause <> 'rule' and recorded_at > now() - interval '30 days' group by 1`,
      [tx.organisationId],
    );
    return (await loadPersonas(tx))
      .map(({ key, name, rule, cadenceDays }) => ({
        key,
        name,
        sentence: sayContactRule(rule),
        cadenceDays,
        ...figuresOf(key),
        cameIn: moved.find((one) => one.key === key)?.cameIn ?? 0,
        left: moved.find((one) => one.key === key)?.left ?? 0,
        needing: needing.get(key) ?? [],
      }))
      .sort((a, b) => a.name.localeCompare(b.name));
  });
}

const NOBODY: PersonaFigures = { members: 0, accounts: 0, overdue: null };

/** The figures of every persona that has members, or of one, by key. */
export async function personaFigures(
  tx: Transaction,
  key: string | null,
  now: Date,
): Promise<(key: string) => PersonaFigures> {
  const rows = await tx.query<PersonaFigures & { key: string } & Record<string, unknown>>(
    `select m.persona_key as key, count(*)::int as members, count(distinct c.account_id)::int as accounts,
       case when bool_or(p.cadence_days is not null and m.quiet_since is not null)
         then count(*) filter (where c.left_on is null and $3::date - m.quiet_since > p.cadence_days)::int end as overdue
     from persona_member m join persona p on p.organisation_id = $1 and p.key = m.persona_key
     join contact c on c.organisation_id = $1 and c.id = m.contact_id
     join account a on a.organisation_id = $1 and a.id = c.account_id and a.archived_at is null
     where m.organisation_id = $1 and ($2::text is null or m.persona_key = $2) group by 1`,
    [tx.organisationId, key, dayOf(now, (await organisationOf(tx)).timeZone)],
  );
  const figures = new Map(rows.map(({ key, ...of }) => [key, of]));
  return (asked) => figures.get(asked) ?? NOBODY;
}
