import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { isoDate } from '../lib/days.ts';
import type { Log } from '../lib/log.ts';
import { Temporal } from '../lib/temporal.ts';
import { diagnoseOrganisation } from './diagnose-organisation.ts';
import { today } from './organisation.ts';

interface DueOrganisation {
  readonly organisation_id: string;
  readonly time_zone: string;
  readonly diagnosis_hour: number;
  readonly last: string | null;
}

/**
 * The nightly diagnosis of every organisation whose hour has come in its own time zone and that has none of today yet. After downtime
 * the first look finds them due: caught up once, with the missed days computed on the way. One that fails does not keep the others.
 */
export async function diagnoseDue(database: Database, log: Log, now = new Date()): Promise<number> {
  const { rows } = await database.worker.query<DueOrganisation>(
    'select organisation_id, time_zone, diagnosis_hour from organisation order by organisation_id',
  );
  let diagnosed = 0;
  for (const organisation of rows) {
    if (!isHourPast(organisation, now)) continue;
    try {
      diagnosed += (await diagnoseOnce(database, organisation.organisation_id, now)) ? 1 : 0;
    } catch (error) {
      log.error(
        { organisation: organisation.organisation_id, error: (error as Error).message },
        'a nightly diagnosis failed',
      );
    }
  }
  return diagnosed;
}

function isHourPast({ time_zone, diagnosis_hour }: DueOrganisation, now: Date): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(time_zone);
  return local.hour >= diagnosis_hour;
}

function diagnoseOnce(database: Database, organisationId: string, now: Date): Promise<boolean> {
  return inOrganisation(database, systemActor(organisationId), async (tx) => {
    const day = await today(tx, now);
    const last = await tx.maybe<{ as_of: string }>(
      `select as_of from diagnosis where organisation_id = $1 and kind in ('nightly', 'caught_up') and finished_at is not null
       order by as_of desc limit 1`,
      [organisationId],
    );
    if (last && last.as_of >= isoDate(day)) return false;
    const isLate = last !== null && last.as_of < isoDate(day - 1);
    await diagnoseOrganisation(tx, day, { kind: isLate ? 'caught_up' : 'nightly' });
    return true;
  });
}
