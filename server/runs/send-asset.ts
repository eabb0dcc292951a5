import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { queueMessage } from '../jobs/queue-message.ts';
import { problem } from '../lib/problem.ts';
import { recordAssetUse } from './assets/record-asset-use.ts';
import { type LockedRun, lockRun } from './locked-run.ts';
import { checkIsMine } from './may-act.ts';
import { moveByHand, type RunPosition, requestId } from './move-by-hand.ts';
import { findStep, type StepTarget, stepTarget } from './step-target.ts';

/** An asset of a step as the person edited it, to be sent to a contact of the account. `text` is Markdown. */
export const assetMail = z.strictObject({
  asset: z.string().min(1).max(64),
  contactId: z.uuid(),
  subject: z.string().trim().min(1, 'Give the e-mail a subject.').max(300),
  text: z.string().trim().min(1, 'The e-mail is empty.').max(50_000),
  requestId,
});

/**
 * Queues an e-mail made from an asset of a step: exactly what the person saw and edited, to one contact of the account, with answers going to
 * the person. It is the run's first action when nothing has been done before. Throws a 409 problem when the contact has no address or has
 * left, and a 404 problem when the asset does not belong to the step.
 */
export async function sendAsset(
  database: Database,
  actor: Actor,
  target: StepTarget,
  input: z.input<typeof assetMail>,
): Promise<RunPosition> {
  mayI(actor, 'take_part');
  const wanted = stepTarget.parse(target);
  const mail = assetMail.parse(input);
  const request = mail.requestId ?? randomUUID();
  return inOrganisation(database, actor, async (tx) => {
    const { runId, step } = await findStep(tx, wanted);
    await checkIsMine(tx, runId, step);
    const run = await lockRun(tx, runId);
    const assets = run.definition.steps.find((each) => each.id === step)?.assets ?? [];
    if (!assets.includes(mail.asset)) throw problem(404, `The step '${step}' has no asset '${mail.asset}'.`);
    const to = await addressOf(tx, run, mail.contactId);
    await queueMail(tx, run, `asset:${run.id}:${request}`, to, mail);
    await recordAssetUse(tx, run.id, `send:${request}`, { ...mail, step, how: 'sent' });
    const sent = { kind: 'asset_sent', step, asset: mail.asset, subject: mail.subject, to } as const;
    return moveByHand(tx, runId, sent, request);
  });
}

async function addressOf(tx: Transaction, run: LockedRun, contactId: string): Promise<string> {
  const contact = await tx.one<{ name: string | null; email: string | null; hasLeft: boolean }>(
    'contact',
    `select name, email, left_on is not null and left_on <= current_date as "hasLeft" from contact
     where organisation_id = $1 and id = $2 and account_id = $3`,
    [tx.organisationId, contactId, run.account.id],
  );
  const name = contact.name ?? 'This contact';
  if (contact.hasLeft) throw problem(409, `${name} has left the account. Choose another contact.`);
  if (contact.email === null) throw problem(409, `${name} has no e-mail address. Add it to the contact first.`);
  return contact.email;
}

/** Answers go to the member who sends it. */
async function queueMail(
  tx: Transaction,
  run: LockedRun,
  key: string,
  to: string,
  { subject, text }: z.infer<typeof assetMail>,
): Promise<void> {
  const { memberId } = tx.actor;
  const sender =
    memberId &&
    (await tx.one<{ email: string }>('member', 'select email from member where organisation_id = $1 and id = $2', [
      tx.organisationId,
      memberId,
    ]));
  await queueMessage(tx, {
    key,
    kind: 'asset',
    to,
    subject,
    text,
    accountId: run.account.id,
    runId: run.id,
    ...(sender && { replyTo: sender.email, memberId }),
  });
}
