import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { queueMessages } from '../jobs/queue-message.ts';
import type { Handoff } from './handoff.ts';

/** A letter about a handoff. `key` makes it one, however often the verb is tried again. */
interface Notice {
  readonly key: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly words: string;
}

/** Queues e-mails to members about a handoff. Nobody hears of what they did themselves, and who has left hears nothing. */
export async function tellMembers(
  tx: Transaction,
  handoff: Pick<Handoff, 'id' | 'accountId' | 'accountName' | 'subject' | 'runId'>,
  { key, to, subject, words }: Notice,
): Promise<void> {
  const wanted = [...new Set(to)].filter((id) => id !== tx.actor.memberId);
  if (wanted.length === 0) return;
  const members = await tx.query<{ id: string; email: string }>(
    `select id, email from member where organisation_id = $1 and id = any($2) and status = 'active' order by id`,
    [tx.organisationId, uuidArray(wanted)],
  );
  await queueMessages(
    tx,
    members.map(({ id, email }) => ({
      key: `handoff:${handoff.id}:${key}:${id}`,
      kind: 'notice' as const,
      to: email,
      subject: `${handoff.accountName}: ${subject}`,
      text: [words, `Account: ${handoff.accountName}`, `Handed over: ${handoff.subject}`].join('\n\n'),
      accountId: handoff.accountId,
      ...(handoff.runId && { runId: handoff.runId }),
      memberId: id,
    })),
  );
}

/** Who can accept it when no one is named: every active member with the role, else the managers. */
export async function membersWithRole(tx: Transaction, role: string): Promise<string[]> {
  const members = await tx.query<{ id: string; role: string }>(
    `select id, role from member where organisation_id = $1 and status = 'active' and role in ($2, 'manager') order by id`,
    [tx.organisationId, role],
  );
  const own = members.filter((member) => member.role === role);
  return (own.length > 0 ? own : members).map(({ id }) => id);
}
