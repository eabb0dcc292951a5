import { recordAudit } from '../audit/record.ts';
import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { isoDate } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';
import { causesOf } from './causes.ts';
import type { EvidenceClause } from './evidence.ts';
import { today } from './organisation.ts';

/** How long "not a risk, because ..." keeps the cause silent for the account, unless the member says otherwise. */
export const SILENT_DAYS = 30;

/**
 * "Not a risk, because ...": closes the situation, keeps the reason for the playbook's review, and keeps the playbook from opening for
 * this account and this cause for so many days: another cause is still told. A run that it started is closed by whoever calls this.
 */
export async function dismissSituation(
  tx: Transaction,
  situationId: string,
  { reason, silentDays = SILENT_DAYS }: { reason: string; silentDays?: number },
): Promise<{ silentUntil: string; runId: string | null }> {
  mayI(tx.actor, 'work');
  const situation = await tx.one<{
    account_id: string;
    playbook_key: string;
    state: string;
    trigger_kind: string;
    evidence: readonly EvidenceClause[];
  }>(
    'situation',
    'select account_id, playbook_key, state, trigger_kind, evidence from situation where organisation_id = $1 and id = $2 for update',
    [tx.organisationId, situationId],
  );
  if (situation.state !== 'open')
    throw problem(409, 'This situation is already closed; somebody else was faster, or it cleared.');
  const silentUntil = isoDate((await today(tx)) + silentDays);
  await tx.execute(
    `update situation set state = 'dismissed', closed_at = now(), closed_on = $3 where organisation_id = $1 and id = $2`,
    [tx.organisationId, situationId, isoDate(await today(tx))],
  );
  await tx.execute(
    `insert into situation_dismissal (organisation_id, situation_id, account_id, playbook_key, reason, silent_until, dismissed_by, causes)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (organisation_id, situation_id) do update set reason = excluded.reason, silent_until = excluded.silent_until,
       dismissed_by = excluded.dismissed_by, dismissed_at = now(), causes = excluded.causes, taken_back_at = null, taken_back_by = null`,
    [
      tx.organisationId,
      situationId,
      situation.account_id,
      situation.playbook_key,
      reason,
      silentUntil,
      tx.actor.memberId,
      causesOf(situation.trigger_kind, situation.evidence),
    ],
  );
  await recordAudit(tx, {
    action: 'situation.dismissed',
    entity: 'situation',
    entityId: situationId,
    after: { silentUntil },
    reason,
  });
  const run = await tx.maybe<{ id: string }>(
    `select id from run where organisation_id = $1 and situation_id = $2 and state = 'open'`,
    [tx.organisationId, situationId],
  );
  return { silentUntil, runId: run?.id ?? null };
}
