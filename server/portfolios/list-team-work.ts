import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf, epochDay, isoDate, startOfDay } from '../lib/days.ts';

export interface TeamWorkFilter {
  readonly memberId?: string | undefined;
  /** Overdue, due today, or everything that is open. */
  readonly due?: 'overdue' | 'today' | undefined;
  readonly playbookKey?: string | undefined;
  readonly step?: string | undefined;
}

/** An open task as the manager's lists show it. Instants are ISO 8601 in UTC. */
export interface TeamTask {
  readonly id: string;
  readonly title: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly owner: { readonly id: string; readonly name: string; readonly fallback: string | null };
  readonly dueAt: string | null;
  readonly openedAt: string;
  readonly run: { readonly id: string; readonly number: number } | null;
}

/** A run whose first action is late. */
export interface LateRun {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly dueAt: string;
}

/** Open tasks behind a figure of the team's page, those due first. At most 500. */
export function listTeamTasks(
  database: Database,
  actor: Actor,
  { memberId, due, playbookKey, step }: TeamWorkFilter,
  now = new Date(),
): Promise<TeamTask[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { timeZone } = await organisationOf(tx);
    const tomorrow = startOfDay(isoDate(epochDay(dayOf(now, timeZone)) + 1), timeZone);
    const rows = await tx.query<Omit<TeamTask, 'dueAt' | 'openedAt'> & { dueAt: Date | null; openedAt: Date }>(
      `select t.id, t.title, jsonb_build_object('id', a.id, 'name', a.name) as account,
         jsonb_build_object('id', m.id, 'name', m.name, 'fallback', t.owner_fallback) as owner, t.due_at as "dueAt",
         t.opened_at as "openedAt", case when r.id is not null then jsonb_build_object('id', r.id, 'number', r.number) end as run
       from task t
       join account a on a.organisation_id = $1 and a.id = t.account_id
       join member m on m.organisation_id = $1 and m.id = t.owner_id
       left join run r on r.organisation_id = $1 and r.id = t.run_id
       where t.organisation_id = $1 and t.state = 'open' and ($2::uuid is null or t.owner_id = $2)
         and ($3::text is null or $3 = 'overdue' and t.due_at <= $6 or $3 = 'today' and t.due_at > $6 and t.due_at < $7)
         and ($4::text is null or r.playbook_key = $4) and ($5::text is null or t.step_id = $5)
       order by t.due_at nulls last, t.opened_at, t.id limit 500`,
      [tx.organisationId, memberId ?? null, due ?? null, playbookKey ?? null, step ?? null, now, tomorrow],
    );
    return rows.map((row) => ({
      ...row,
      dueAt: row.dueAt?.toISOString() ?? null,
      openedAt: row.openedAt.toISOString(),
    }));
  });
}

/** Open runs of the accounts whose CSM this member is, in which nothing has been done although it was due. At most 500. */
export function listLateRuns(database: Database, actor: Actor, memberId: string, now = new Date()): Promise<LateRun[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<Omit<LateRun, 'dueAt'> & { dueAt: Date }>(
      `select r.id, r.number, p.title, jsonb_build_object('id', a.id, 'name', a.name) as account, r.first_action_due as "dueAt"
       from run r
       join playbook p on p.organisation_id = $1 and p.key = r.playbook_key
       join account a on a.organisation_id = $1 and a.id = r.account_id and a.archived_at is null
       join account_team t on t.organisation_id = $1 and t.account_id = a.id and t.role = 'csm' and t.valid_to is null
       where r.organisation_id = $1 and r.state = 'open' and r.first_action_at is null and r.first_action_due < $3 and t.member_id = $2
       order by r.first_action_due, r.id limit 500`,
      [tx.organisationId, memberId, now],
    );
    return rows.map((row) => ({ ...row, dueAt: row.dueAt.toISOString() }));
  });
}
