import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { notFound, problem } from '../lib/problem.ts';
import { enqueueMessages } from './queue-message.ts';

/**
 * Puts an e-mail of a run that failed for good back on its way, under the Message-ID that it had. 404 when the run has no such e-mail, 409
 * when it has not failed: it is on its way, or out.
 */
export function resendMessage(database: Database, actor: Actor, runId: string, messageId: string): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const message = await tx.maybe<{ state: string; subject: string; problem: string | null }>(
      `select state, subject, problem from outgoing_message
       where organisation_id = $1 and run_id = $2 and id = $3 and kind = 'asset' for update`,
      [tx.organisationId, runId, messageId],
    );
    if (message === null) throw notFound('e-mail');
    if (message.state !== 'failed')
      throw problem(409, message.state === 'sent' ? 'This e-mail is out.' : 'This e-mail is on its way already.');
    await tx.execute(
      `update outgoing_message set state = 'queued', problem = null, attempts = 0 where organisation_id = $1 and id = $2`,
      [tx.organisationId, messageId],
    );
    await enqueueMessages(tx, [messageId]);
    await recordAudit(tx, {
      action: 'message.resent',
      entity: 'run',
      entityId: runId,
      before: { problem: message.problem },
      after: { subject: message.subject },
    });
  });
}
