import { recordAudit } from '../audit/record.ts';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';

/** Tasks are put aside by `runs/snooze-task.ts`. */
export type SnoozableKind = 'situation' | 'band_change';

export interface Snooze {
  readonly kind: SnoozableKind;
  readonly id: string;
  readonly until: Date;
  readonly reason?: string | undefined;
}

const LONGEST_DAYS = 366;

/**
 * Puts a situation or a change of health aside for the acting member, and nobody else, until an instant in the coming year. Snoozed again, the
 * new instant holds. 404 for what does not exist here, 422 for an instant that will not do.
 */
export function snoozeItem(database: Database, actor: MemberActor, snooze: Snooze, now = new Date()): Promise<void> {
  mayI(actor, 'work');
  const ahead = snooze.until.getTime() - now.getTime();
  if (!(ahead > 0)) throw problem(422, 'Choose a time that is still to come.');
  if (ahead > LONGEST_DAYS * 86_400_000) throw problem(422, 'Choose a time within a year.');
  return inOrganisation(database, actor, async (tx) => {
    await findItem(tx, snooze.kind, snooze.id);
    await tx.execute(
      `insert into worklist_snooze (organisation_id, member_id, item_kind, item_id, until, reason)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (organisation_id, member_id, item_kind, item_id)
       do update set until = excluded.until, reason = excluded.reason, created_at = now()`,
      [tx.organisationId, actor.memberId, snooze.kind, snooze.id, snooze.until, snooze.reason ?? null],
    );
    await recordAudit(tx, {
      action: 'work_item.snoozed',
      entity: snooze.kind,
      entityId: snooze.id,
      after: { until: snooze.until.toISOString() },
      ...(snooze.reason ? { reason: snooze.reason } : {}),
    });
  });
}

const TABLES = { situation: 'situation', band_change: 'health_band_change' } as const;
const NAMES = { situation: 'situation', band_change: 'change of health' } as const;

/** Makes sure that the item exists in this organisation. */
export async function findItem(tx: Transaction, kind: SnoozableKind, id: string): Promise<void> {
  await tx.one(NAMES[kind], `select id from ${TABLES[kind]} where organisation_id = $1 and id = $2`, [
    tx.organisationId,
    id,
  ]);
}
