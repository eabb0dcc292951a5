import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { ATTEMPTS } from '../jobs/queue-message.ts';
import type { Log } from '../lib/log.ts';
import type { MailTransport } from './mail-transport.ts';

const NO_SERVER = 'No mail server is configured: set SMTP_URL and start Steward again.';
const FROM_SAMPLE = 'Nothing is sent from the sample organisation: its people do not exist.';

interface OutgoingMessage {
  readonly to_address: string;
  readonly reply_to: string | null;
  readonly subject: string;
  readonly body_text: string;
  readonly body_html: string | null;
  readonly state: string;
  readonly is_sample: boolean;
}

/**
 * Sends a queued message, once: the row is locked while the mail server is asked, and marked sent in the same transaction. A crash
 * between the two sends it again under the same Message-ID, which mail servers recognise. A refusal is thrown, so that the queue tries
 * again later, and kept with the message; after the last attempt the message has failed, until somebody sends it again. Without a mail server the message says so and stays, and so does one of the sample, whose people
 * do not exist.
 */
export async function deliverMessage(
  database: Database,
  mail: MailTransport | null,
  organisationId: string,
  messageId: string,
  log: Log,
): Promise<void> {
  const failure = await inOrganisation(database, systemActor(organisationId, 'Delivery'), async (tx) => {
    const message = await tx.maybe<OutgoingMessage & Record<string, unknown>>(
      `select m.to_address, m.reply_to, m.subject, m.body_text, m.body_html, m.state, o.is_sample
       from outgoing_message m join organisation o on o.organisation_id = m.organisation_id
       where m.organisation_id = $1 and m.id = $2 for update of m`,
      [organisationId, messageId],
    );
    if (!message || message.state === 'sent') return null;
    if (!mail || message.is_sample) {
      await tx.execute(
        `update outgoing_message set state = 'failed', problem = $3 where organisation_id = $1 and id = $2`,
        [organisationId, messageId, message.is_sample ? FROM_SAMPLE : NO_SERVER],
      );
      return null;
    }
    try {
      await mail.send({
        to: message.to_address,
        subject: message.subject,
        text: message.body_text,
        messageId: `<${messageId}@steward>`,
        ...(message.body_html && { html: message.body_html }),
        ...(message.reply_to && { replyTo: message.reply_to }),
      });
    } catch (error) {
      await tx.execute(
        `update outgoing_message set attempts = attempts + 1, problem = $3,
           state = case when attempts + 1 >= $4 then 'failed' else state end where organisation_id = $1 and id = $2`,
        [organisationId, messageId, (error as Error).message, ATTEMPTS],
      );
      return error as Error;
    }
    await tx.execute(
      `update outgoing_message set state = 'sent', sent_at = now(), attempts = attempts + 1, problem = null
       where organisation_id = $1 and id = $2`,
      [organisationId, messageId],
    );
    return null;
  });
  if (failure) {
    log.warn({ message: messageId }, 'the mail server refused a message; it will be tried again');
    throw failure;
  }
}
