import type { Database } from '../../database/database.ts';
import type { Log } from '../../lib/log.ts';
import { wakeWorse } from './wake-worse.ts';

/** Brings back tasks that have become worse by the clock alone, in every organisation: one that fell due, a run that got stuck. */
export async function wakeByTime(database: Database, log: Log, now = new Date()): Promise<number> {
  const { rows } = await database.worker.query<{ id: string }>(
    'select organisation_id as id from organisation order by organisation_id',
  );
  let woken = 0;
  for (const { id } of rows) {
    try {
      woken += await wakeWorse(database, id, { accountIds: null, asOf: null, isOfTime: true }, now);
    } catch (error) {
      log.error({ organisation: id, error: (error as Error).message }, 'snoozed tasks could not be looked at');
    }
  }
  return woken;
}
