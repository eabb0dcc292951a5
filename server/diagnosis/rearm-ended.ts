import type { Transaction } from '../context/transaction.ts';
import type { Rows } from '../signals/columns/rows.ts';
import type { Triggers } from './step-triggers.ts';
import { arm } from './trigger-state.ts';

/**
 * Arms the triggers whose situation has ended since the last diagnosis by its run or by a member, while the condition may still be
 * true: cooldown and dismissal then decide whether it opens again. What that diagnosis cleared itself has its very instant and is left out: its
 * trigger was not true any more.
 */
export async function rearmEnded(tx: Transaction, { memories, playbooks }: Triggers, rows: Rows): Promise<void> {
  // Asked for by itself: with a day that it does not know, PostgreSQL would plan for a third of all situations. As text, for the microseconds.
  const { last } = await tx.one<{ last: string }>(
    'diagnosis',
    `select coalesce(max(started_at), '-infinity')::text as last from diagnosis
     where organisation_id = $1 and kind <> 'live' and finished_at is not null`,
    [tx.organisationId],
  );
  const ended = await tx.query<{ playbook_key: string; slot: number }>(
    `select s.playbook_key, a.slot from situation s
     join account a on a.organisation_id = s.organisation_id and a.id = s.account_id
     where s.organisation_id = $1 and s.closed_at > $2
       and not exists (select from situation o where o.organisation_id = s.organisation_id and o.account_id = s.account_id
         and o.playbook_key = s.playbook_key and o.state = 'open')`,
    [tx.organisationId, last],
  );
  const byKey = new Map(playbooks.map((playbook) => [playbook.key, playbook]));
  for (const { playbook_key, slot } of ended)
    for (const { kind } of byKey.get(playbook_key)?.triggers ?? []) {
      const memory = memories.of(playbook_key, kind);
      const row = rows.rowOf(slot);
      if (row >= 0) arm(memory, row);
    }
}
