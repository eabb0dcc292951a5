import type { Transaction } from '../context/transaction.ts';
import type { Persona } from './persona.ts';

/** The personas of the organisation by key. */
export function loadPersonas(tx: Transaction): Promise<Persona[]> {
  return tx.query<Persona & Record<string, unknown>>(
    `select key, name, rule, cadence_days as "cadenceDays", as_of as "asOf" from persona
     where organisation_id = $1 order by key`,
    [tx.organisationId],
  );
}
