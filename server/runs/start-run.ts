import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { positionOf, type RunPosition } from './move-by-hand.ts';
import { openRun } from './open-run.ts';

/** A playbook to start by hand for an account. */
export const runStart = z.strictObject({
  accountId: z.uuid(),
  playbookKey: z.string().min(1).max(64),
  reason: z.string().trim().max(2000).optional(),
});

/**
 * Starts a playbook for an account because a member says so. Throws a 409 problem when a run of it is open there already, naming it, when the
 * playbook is retired or does not allow it, and when the account is archived.
 */
export async function startRun(
  database: Database,
  actor: Actor,
  input: z.input<typeof runStart>,
): Promise<RunPosition> {
  mayI(actor, 'work');
  const { accountId, playbookKey, reason } = runStart.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const playbook = await findPlaybook(tx, playbookKey);
    await checkAccount(tx, accountId);
    const because = reason || `${actor.name} started it by hand.`;
    const started = await openRun(tx, {
      accountId,
      playbookKey,
      version: playbook.version,
      situationId: null,
      because,
    });
    if (started.run === null)
      throw problem(409, `Run #${started.openNumber} of this playbook is open for the account already.`);
    return positionOf(started.run, started.state);
  });
}

async function findPlaybook(tx: Transaction, key: string): Promise<{ version: number }> {
  const playbook = await tx.one<{ status: string; version: number; definition: PlaybookDefinition }>(
    'playbook',
    `select p.status, p.version, v.definition from playbook p
     join playbook_version v on v.organisation_id = $1 and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.key = $2`,
    [tx.organisationId, key],
  );
  if (playbook.status === 'retired') throw problem(409, 'This playbook is retired. Choose one that is published.');
  if (playbook.definition.trigger.manual === false)
    throw problem(409, 'This playbook says that it is not to be started by hand (trigger.manual is false).');
  return playbook;
}

async function checkAccount(tx: Transaction, accountId: string): Promise<void> {
  const account = await tx.one<{ archived_at: Date | null }>(
    'account',
    'select archived_at from account where organisation_id = $1 and id = $2',
    [tx.organisationId, accountId],
  );
  if (account.archived_at !== null) throw problem(409, 'This account is archived, so nothing can be started for it.');
}
