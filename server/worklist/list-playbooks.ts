import type { Actor } from '../context/actor.ts';
import { isAllowed, mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';

/** What a playbook has done and does now. */
export interface PlaybookNumbers {
  readonly openSituations: number;
  readonly openRuns: number;
  /** Runs that ended in the last 90 days, and how many of them as a success. */
  readonly ended90d: number;
  readonly succeeded90d: number;
  /** Situations of the last 90 days of which somebody said that they are no risk. */
  readonly wrongAlerts90d: number;
}

export interface PlaybookInLibrary extends PlaybookNumbers {
  readonly key: string;
  readonly title: string;
  readonly summary: string;
  readonly status: 'published' | 'retired';
  readonly version: number;
  /** Lifecycle stages to which it belongs. */
  readonly stages: string[];
  readonly steps: number;
  readonly mayStartByHand: boolean;
  /** Whether a next version is being written; told to those who may write it. */
  readonly hasDraft: boolean;
}

export const NUMBERS = `
  (select count(*)::int from situation s where s.organisation_id = $1 and s.playbook_key = p.key and s.state = 'open') as "openSituations",
  (select count(*)::int from run r where r.organisation_id = $1 and r.playbook_key = p.key and r.state = 'open') as "openRuns",
  (select count(*)::int from run r where r.organisation_id = $1 and r.playbook_key = p.key and r.state = 'closed'
    and r.closed_at > now() - interval '90 days') as "ended90d",
  (select count(*)::int from run r where r.organisation_id = $1 and r.playbook_key = p.key and r.outcome = 'success'
    and r.closed_at > now() - interval '90 days') as "succeeded90d",
  (select count(*)::int from situation_dismissal d where d.organisation_id = $1 and d.playbook_key = p.key and d.taken_back_at is null
    and d.dismissed_at > now() - interval '90 days') as "wrongAlerts90d"`;

/** The library: every playbook with what it does now, by title. */
export function listPlaybooks(database: Database, actor: Actor): Promise<PlaybookInLibrary[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<
      PlaybookNumbers & {
        key: string;
        title: string;
        status: 'published' | 'retired';
        version: number;
        definition: PlaybookDefinition;
        hasDraft: boolean;
      }
    >(
      `select p.key, p.title, p.status, p.version, v.definition, ${NUMBERS},
         exists (select from playbook_draft d where d.organisation_id = $1 and d.key = p.key) as "hasDraft"
       from playbook p
       join playbook_version v on v.organisation_id = $1 and v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
       where p.organisation_id = $1 order by p.title, p.key`,
      [tx.organisationId],
    );
    return rows.map(({ definition, ...row }) => ({
      ...row,
      summary: definition.summary,
      stages: definition.stage,
      steps: definition.steps.length,
      mayStartByHand: definition.trigger.manual !== false,
      hasDraft: row.hasDraft && isAllowed(actor, 'manage_playbooks'),
    }));
  });
}
