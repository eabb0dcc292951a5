import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { queueMessages } from '../jobs/queue-message.ts';
import type { RunEffect } from './run-effect.ts';

/** Queues e-mails to members about runs; who has left, or has not joined yet, gets none. */
export async function notifyMembers(tx: Transaction, notices: readonly RunEffect<'notify'>[]): Promise<void> {
  // An overdue task stands on My day and in the digest; a letter for each would only teach people not to read them.
  const wanted = notices.filter(({ effect }) => effect.about !== 'step_overdue');
  if (wanted.length === 0) return;
  const members = await tx.query<{ id: string; email: string }>(
    `select id, email from member where organisation_id = $1 and id = any($2) and status = 'active'`,
    [tx.organisationId, uuidArray([...new Set(wanted.map(({ effect }) => effect.to.memberId))])],
  );
  const emails = new Map(members.map(({ id, email }) => [id, email]));
  const messages = wanted.flatMap(({ run, effect }) => {
    const { memberId } = effect.to;
    const to = emails.get(memberId);
    if (to === undefined) return [];
    const about = [`Account: ${run.account.name}`, `Playbook: ${run.definition.title} (run #${run.number})`];
    return {
      key: effect.key,
      kind: 'notice' as const,
      to,
      subject: `${run.account.name}: ${SUBJECTS[effect.about]}`,
      text: [effect.words, ...about].join('\n\n'),
      accountId: run.account.id,
      runId: run.id,
      memberId,
    };
  });
  await queueMessages(tx, messages);
}

const SUBJECTS = {
  assigned: 'a task for you',
  step_overdue: 'a task is overdue',
  first_action_late: 'the first action is late',
  escalated: 'escalated to you',
} as const;
