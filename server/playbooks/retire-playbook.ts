import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { emit } from '../jobs/enqueue.ts';
import { problem } from '../lib/problem.ts';

/** Why a playbook is taken out of use, or back into it. */
export const retirementReason = z.strictObject({ reason: z.string().trim().min(1).max(500).optional() });

/**
 * Takes a playbook out of use: no new run starts, open runs go on to their end, and situations that nobody works on are cleared. It stays in the
 * library with its past. Throws a 409 problem when it is retired already.
 */
export function retirePlaybook(
  database: Database,
  actor: Actor,
  key: string,
  input: z.input<typeof retirementReason> = {},
): Promise<void> {
  return setStatus(database, actor, key, 'retired', input);
}

/** Takes a retired playbook into use again, as it was; the next diagnosis starts it. Throws a 409 problem when it is in use. */
export function bringBackPlaybook(
  database: Database,
  actor: Actor,
  key: string,
  input: z.input<typeof retirementReason> = {},
): Promise<void> {
  return setStatus(database, actor, key, 'published', input);
}

async function setStatus(
  database: Database,
  actor: Actor,
  key: string,
  status: 'retired' | 'published',
  input: z.input<typeof retirementReason>,
): Promise<void> {
  mayI(actor, 'manage_playbooks');
  const { reason } = retirementReason.parse(input);
  await inOrganisation(database, actor, async (tx) => {
    const before = await tx.one<{ status: string; version: number }>(
      'playbook',
      'select status, version from playbook where organisation_id = $1 and key = $2 for update',
      [tx.organisationId, key],
    );
    if (before.status === status)
      throw problem(409, status === 'retired' ? 'This playbook is retired already.' : 'This playbook is in use.');
    await tx.execute('update playbook set status = $3, updated_at = now() where organisation_id = $1 and key = $2', [
      tx.organisationId,
      key,
      status,
    ]);
    await recordAudit(tx, {
      action: status === 'retired' ? 'playbook.retired' : 'playbook.brought_back',
      entity: 'playbook',
      entityId: key,
      before: { status: before.status },
      after: { status },
      ...(reason && { reason }),
    });
    if (status === 'retired') await emit(tx, { name: 'playbook.retired', playbookKey: key });
    else
      await emit(
        tx,
        { name: 'playbook.published', playbookKey: key, version: before.version },
        { key: `playbook.published:${key}` },
      );
  });
}
