import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type HeldBackPlaybook, listHeldBack } from '../diagnosis/list-held-back.ts';

export interface OpenTask {
  readonly id: string;
  readonly title: string;
  readonly owner: { readonly id: string; readonly name: string };
  readonly dueAt: Date | null;
  readonly dueBecause: string | null;
  readonly run: { readonly id: string; readonly number: number; readonly title: string } | null;
}

/** What comes next for an account, and what does not come and why. */
export interface AccountOutlook {
  readonly tasks: readonly OpenTask[];
  readonly heldBack: readonly HeldBackPlaybook[];
  /** The day of the last diagnosis; null when there was none. */
  readonly diagnosedAsOf: string | null;
}

/** Open tasks of an account in the order in which they are due, and what the last diagnosis held back. 404 when it is not here. */
export function readAccountOutlook(database: Database, actor: Actor, accountId: string): Promise<AccountOutlook> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('account', 'select from account where organisation_id = $1 and id = $2', [
      tx.organisationId,
      accountId,
    ]);
    const tasks = await tx.query<OpenTask & Record<string, unknown>>(
      `select t.id, t.title, jsonb_build_object('id', m.id, 'name', m.name) as owner, t.due_at as "dueAt", t.due_because as "dueBecause",
         case when r.id is not null then jsonb_build_object('id', r.id, 'number', r.number, 'title', p.title) end as run
       from task t
       join member m on m.organisation_id = $1 and m.id = t.owner_id
       left join run r on r.organisation_id = $1 and r.id = t.run_id
       left join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
       where t.organisation_id = $1 and t.account_id = $2 and t.state = 'open'
       order by t.due_at nulls last, t.opened_at, t.id limit 200`,
      [tx.organisationId, accountId],
    );
    const last = await tx.maybe<{ asOf: string }>(
      `select as_of as "asOf" from diagnosis where organisation_id = $1 and finished_at is not null
       order by as_of desc, started_at desc limit 1`,
      [tx.organisationId],
    );
    return { tasks, heldBack: await listHeldBack(tx, accountId), diagnosedAsOf: last?.asOf ?? null };
  });
}
