import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** A step that Steward does by itself, over all runs of its playbook. */
export interface Automation {
  readonly playbook: string;
  readonly playbookTitle: string;
  readonly step: string;
  readonly title: string;
  readonly action: string;
  /** In the last 24 hours. */
  readonly failures: number;
  readonly lastProblem: string | null;
  readonly pausedAt: string | null;
  readonly because: string | null;
  /** Steps of open runs that are to be performed. */
  readonly waiting: number;
}

/** The automated steps of all playbooks that are published, or paused; paused ones first. */
export function listAutomations(database: Database, actor: Actor): Promise<Automation[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<Omit<Automation, 'pausedAt'> & { pausedAt: Date | null } & Record<string, unknown>>(
      `select p.key as playbook, p.title as "playbookTitle", s.step ->> 'id' as step, s.step ->> 'title' as title,
         s.step ->> 'do' as action, f.failures, f.problem as "lastProblem", h.paused_at as "pausedAt", h.because,
         (select count(*)::int from run r where r.organisation_id = $1 and r.playbook_key = p.key and r.state = 'open'
            and r.progress #>> array['steps', s.step ->> 'id', 'status'] = 'running') as waiting
       from playbook p
       join playbook_version v on v.organisation_id = $1 and v.key = p.key and v.version = p.version
       cross join lateral jsonb_array_elements(v.definition -> 'steps') s(step)
       left join automation_pause h on h.organisation_id = $1 and h.playbook_key = p.key and h.step_id = s.step ->> 'id'
         and h.resumed_at is null
       cross join lateral (
         select count(*)::int as failures, (array_agg(e.problem order by e.at desc))[1] as problem from automation_failure e
         where e.organisation_id = $1 and e.playbook_key = p.key and e.step_id = s.step ->> 'id'
           and e.at > now() - interval '24 hours') f
       where p.organisation_id = $1 and s.step ? 'do' and (p.status <> 'retired' or h.id is not null)
       order by h.paused_at desc nulls last, p.title, s.step ->> 'id'`,
      [tx.organisationId],
    );
    return rows.map((row) => ({ ...row, pausedAt: row.pausedAt?.toISOString() ?? null }));
  });
}
