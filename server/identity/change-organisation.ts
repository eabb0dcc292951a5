import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { emit } from '../jobs/enqueue.ts';
import { problem } from '../lib/problem.ts';
import { type Organisation, organisationOf } from './organisation.ts';
import { organisationSettings } from './organisation-settings.ts';

/** Any of the settings; what is left out stays. */
export const organisationChange = organisationSettings.partial().strict();

const COLUMNS = {
  name: 'name',
  timeZone: 'time_zone',
  currency: 'currency',
  holidayRegion: 'holiday_region',
  workingDays: 'working_days',
  workdayStart: 'workday_start',
  workdayEnd: 'workday_end',
  absentOwner: 'absent_owner',
  ownerRule: 'owner_rule',
  diagnosisHour: 'diagnosis_hour',
  emailsNeedPerson: 'emails_need_person',
  privateWebhooks: 'private_webhooks',
  accountWeekLimit: 'account_week_limit',
  ownerWeekLimit: 'owner_week_limit',
  brakeCount: 'brake_count',
  brakePercent: 'brake_percent',
  complexity: 'complexity',
} as const satisfies Record<keyof z.infer<typeof organisationChange>, string>;

/** Changes settings of the actor's organisation and returns all of them. A working day must end after it starts. Another time zone has all usage counted anew. */
export function changeOrganisation(database: Database, actor: Actor, input: unknown): Promise<Organisation> {
  mayI(actor, 'manage_organisation');
  const change = organisationChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await tx.execute('select from organisation where organisation_id = $1 for update', [tx.organisationId]);
    const before = await organisationOf(tx);
    const changed = (Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).filter(
      (key) => change[key] !== undefined && JSON.stringify(change[key]) !== JSON.stringify(before[key]),
    );
    if (changed.length === 0) return before;
    const start = change.workdayStart ?? before.workdayStart;
    const end = change.workdayEnd ?? before.workdayEnd;
    if (end <= start)
      throw problem(400, `The working day cannot end at ${end} when it starts at ${start}.`, [
        { at: 'workdayEnd', problem: 'is not after the start', mend: 'Choose a later end or an earlier start.' },
      ]);
    const assignments = changed.map((key, index) => `${COLUMNS[key]} = $${index + 2}`).join(', ');
    const values = changed.map((key) => change[key]);
    await tx.execute(`update organisation set ${assignments} where organisation_id = $1`, [
      tx.organisationId,
      ...values,
    ]);
    await recordAudit(tx, {
      action: 'organisation.changed',
      entity: 'organisation',
      entityId: before.slug,
      before: Object.fromEntries(changed.map((key) => [key, before[key]])),
      after: Object.fromEntries(changed.map((key) => [key, change[key]])),
    });
    if (changed.includes('complexity')) await emit(tx, { name: 'diagnosis.requested' }, { key: 'diagnosis.requested' });
    if (changed.includes('timeZone')) await emit(tx, { name: 'organisation.time_zone_changed' }, { key: 'time_zone' });
    return organisationOf(tx);
  });
}
