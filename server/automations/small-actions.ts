import { addTag } from '../accounts/tags/add-tag.ts';
import type { Transaction } from '../context/transaction.ts';
import { problem } from '../lib/problem.ts';
import type { ActionSettings } from '../playbooks/actions.ts';
import { openRun } from '../runs/open-run.ts';
import type { PendingStep } from './pending-step.ts';

/** Adds a tag to the account. */
export async function addTagToAccount(
  tx: Transaction,
  { run }: PendingStep,
  { tag }: ActionSettings<'add_tag'>,
): Promise<string> {
  const isNew = await addTag(tx, run.account.id, tag);
  return isNew ? `Added the tag "${tag}".` : `The account had the tag "${tag}" already.`;
}

/** Starts another playbook for the account; one that runs there already is left at that. */
export async function startPlaybook(
  tx: Transaction,
  { run }: PendingStep,
  { playbook: playbookKey }: ActionSettings<'start_playbook'>,
): Promise<string> {
  const playbook = await tx.maybe<{ title: string; version: number; status: string }>(
    'select title, version, status from playbook where organisation_id = $1 and key = $2',
    [tx.organisationId, playbookKey],
  );
  if (playbook === null || playbook.status === 'retired')
    throw problem(409, `There is no published playbook "${playbookKey}" to start.`);
  const because = `Run #${run.number} of "${run.definition.title}" started it.`;
  const wanted = { accountId: run.account.id, playbookKey, version: playbook.version, situationId: null, because };
  const started = await openRun(tx, wanted);
  return started.run === null
    ? `"${playbook.title}" runs there already, as run #${started.openNumber}.`
    : `Started "${playbook.title}", run #${started.run.number}.`;
}
