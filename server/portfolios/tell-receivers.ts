import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { queueMessages } from '../jobs/queue-message.ts';
import type { MoveChanges } from './keep-move.ts';

/** One letter to each who got accounts or tasks: how many, and from whom. Of handoffs they hear one by one. */
export async function tellReceivers(
  tx: Transaction,
  moveId: string,
  from: string,
  { places, tasks }: MoveChanges,
): Promise<void> {
  const ids = [...new Set([...places, ...tasks].flatMap(({ after }) => after ?? []))];
  const members = await tx.query<{ id: string; email: string }>(
    `select id, email from member where organisation_id = $1 and id = any($2) and status = 'active' order by id`,
    [tx.organisationId, uuidArray(ids.filter((id) => id !== tx.actor.memberId))],
  );
  await queueMessages(
    tx,
    members.map(({ id, email }) => {
      const accounts = new Set(places.filter(({ after }) => after === id).map(({ accountId }) => accountId)).size;
      const count = tasks.filter(({ after }) => after === id).length;
      const what = [accounts > 0 && plural(accounts, 'account'), count > 0 && plural(count, 'open task')];
      return {
        key: `portfolio:${moveId}:${id}`,
        kind: 'notice' as const,
        to: email,
        subject: `You look after more now: ${what.filter(Boolean).join(' and ')}`,
        text: `${tx.actor.name} gave you ${what.filter(Boolean).join(' and ')} of ${from}. The tasks stand on My day, the accounts in your list.`,
        memberId: id,
      };
    }),
  );
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
