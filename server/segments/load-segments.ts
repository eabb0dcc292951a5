import type { Transaction } from '../context/transaction.ts';
import type { Segment } from './segment.ts';

/** The segments of the organisation, or these of them, by key. */
export function loadSegments(tx: Transaction, keys: readonly string[] | null = null): Promise<Segment[]> {
  return tx.query<Segment & Record<string, unknown>>(
    `select key, name, rule, as_of as "asOf" from segment
     where organisation_id = $1 and ($2::text[] is null or key = any($2)) order by key`,
    [tx.organisationId, keys],
  );
}
