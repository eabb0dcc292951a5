import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { Outcome } from '../runs/run-log.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { AccountInList } from './work-item.ts';

export interface RunFilter {
  readonly state?: 'open' | 'closed' | undefined;
  readonly accountId?: string | undefined;
  readonly playbookKey?: string | undefined;
  /** At most this many: open ones first, then the newest. */
  readonly limit?: number | undefined;
}

export interface RunInList {
  readonly id: string;
  readonly number: number;
  readonly state: 'open' | 'closed';
  readonly outcome: Outcome | null;
  readonly account: AccountInList;
  readonly playbook: { readonly key: string; readonly title: string };
  readonly startedAt: string;
  readonly closedAt: string | null;
  /** Steps that are done or skipped, of all. */
  readonly stepsDone: number;
  readonly steps: number;
  /** The open task that is due first. */
  readonly nextStep: { readonly title: string; readonly owner: string; readonly dueAt: string | null } | null;
}

/** Runs, open ones first, then the newest. */
export function listRuns(
  database: Database,
  actor: Actor,
  { state, accountId, playbookKey, limit = 500 }: RunFilter = {},
): Promise<RunInList[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<
      AccountRow & {
        id: string;
        number: number;
        state: RunInList['state'];
        outcome: RunInList['outcome'];
        playbook_key: string;
        playbook_title: string;
        started_at: Date;
        closed_at: Date | null;
        steps_done: number;
        steps: number;
        task_title: string | null;
        task_owner: string | null;
        task_due_at: Date | null;
      }
    >(
      `select r.id, r.number, r.state, r.outcome, r.playbook_key, p.title as playbook_title, r.started_at, r.closed_at,
         jsonb_array_length(coalesce(r.definition, v.definition) -> 'steps') as steps,
         (select count(*)::int from jsonb_each(r.progress -> 'steps') step where step.value ->> 'status' in ('done', 'skipped')) as steps_done,
         k.title as task_title, k.owner as task_owner, k.due_at as task_due_at, ${ACCOUNT_COLUMNS}
       from run r
       join account a on a.organisation_id = $1 and a.organisation_id = r.organisation_id and a.id = r.account_id
       join playbook p on p.organisation_id = $1 and p.organisation_id = r.organisation_id and p.key = r.playbook_key
       join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
       ${JOIN_HEALTH}
       left join lateral (
         select t.title, m.name as owner, t.due_at from task t
         join member m on m.organisation_id = $1 and m.id = t.owner_id
         where t.organisation_id = $1 and t.run_id = r.id and t.state = 'open' order by t.due_at nulls last limit 1) k on true
       where r.organisation_id = $1 and ($2::text is null or r.state = $2) and ($3::uuid is null or r.account_id = $3)
         and ($4::text is null or r.playbook_key = $4)
       order by r.state desc, r.started_at desc, r.id limit $5`,
      [tx.organisationId, state ?? null, accountId ?? null, playbookKey ?? null, limit],
    );
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      state: row.state,
      outcome: row.outcome,
      account: accountInList(row),
      playbook: { key: row.playbook_key, title: row.playbook_title },
      startedAt: row.started_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      stepsDone: row.steps_done,
      steps: row.steps,
      nextStep:
        row.task_title === null
          ? null
          : { title: row.task_title, owner: row.task_owner!, dueAt: row.task_due_at?.toISOString() ?? null },
    }));
  });
}
