import type { Transaction } from '../context/transaction.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';

/** How long after an account moved a playbook still starts because of it: as long as after entering a stage. */
export const MOVE_IS_NEW_DAYS = 14;

/**
 * The account slots that came into one of these segments ('in') or left it ('out') in the two weeks before a day, and are still there (or
 * gone). Only values moved them: whom a new rule moves starts nothing.
 */
export async function movedLately(
  tx: Transaction,
  keys: readonly string[],
  direction: 'in' | 'out',
  day: EpochDay,
  only: readonly number[] | null,
): Promise<number[]> {
  const rows = await tx.query<{ slot: number }>(
    `select distinct a.slot from segment_move m join account a on a.organisation_id = $1 and a.id = m.account_id
     where m.organisation_id = $1 and m.segment_key = any($2) and m.direction = $3 and m.cause = 'data'
       and m.as_of > $4 and m.as_of <= $5 and ($6::int[] is null or a.slot = any($6))
       and ($3 = 'in') = exists (select from segment_member s
         where s.organisation_id = $1 and s.segment_key = m.segment_key and s.account_id = m.account_id)`,
    [tx.organisationId, keys, direction, isoDate(day - MOVE_IS_NEW_DAYS), isoDate(day), only],
  );
  return rows.map((row) => row.slot);
}
