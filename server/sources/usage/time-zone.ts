import type { Transaction } from '../../context/transaction.ts';

/** The time zone by whose days the organisation counts. */
export async function timeZoneOf(tx: Transaction): Promise<string> {
  const { timeZone } = await tx.one<{ timeZone: string }>(
    'organisation',
    'select time_zone as "timeZone" from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  return timeZone;
}
