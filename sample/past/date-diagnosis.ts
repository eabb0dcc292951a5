import type { Transaction } from '../../server/context/transaction.ts';
import type { SampleTime } from '../sample-time.ts';

/**
 * A diagnosis of the past was made just now: dates it, the situations that it opened and closed and the changes of health that it noticed
 * to the morning on which they would have happened. Returns the situations that it opened.
 */
export async function dateDiagnosis(
  tx: Transaction,
  diagnosisId: string,
  time: SampleTime,
  daysAgo: number,
  at: Date,
): Promise<string[]> {
  const { organisationId } = tx;
  await tx.execute(
    `update diagnosis set started_at = $3, finished_at = $3::timestamptz + make_interval(secs => seconds)
     where organisation_id = $1 and id = $2`,
    [organisationId, diagnosisId, at],
  );
  await tx.execute(
    `update situation set closed_at = $2 where organisation_id = $1 and state = 'cleared' and closed_on = $3 and closed_at > $2`,
    [organisationId, at, time.date(daysAgo)],
  );
  await tx.execute(
    `update health_band_change c set created_at = least($2, (c.changed_on + time '07:04') at time zone o.time_zone)
     from organisation o where c.organisation_id = $1 and o.organisation_id = $1 and c.created_at = now()`,
    [organisationId, at],
  );
  const opened = await tx.query<{ id: string }>(
    'update situation set opened_at = $3 where organisation_id = $1 and diagnosis_id = $2 returning id',
    [organisationId, diagnosisId, at],
  );
  return opened.map(({ id }) => id);
}
