import type { Transaction } from '../context/transaction.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import type { RunState } from './run-state.ts';

/** A run as a transaction holds it: its state, and the version of the playbook to which it is pinned. */
export interface LockedRun {
  readonly id: string;
  readonly number: number;
  readonly state: RunState;
  readonly definition: PlaybookDefinition;
  readonly playbookKey: string;
  readonly account: {
    readonly id: string;
    readonly slot: number;
    readonly name: string;
    readonly renewalOn: string | null;
  };
}

interface RunRow {
  readonly id: string;
  readonly number: number;
  readonly progress: RunState;
  readonly definition: PlaybookDefinition;
  readonly playbook_key: string;
  readonly account_id: string;
  readonly slot: number;
  readonly name: string;
  readonly renewal_date: string | null;
}

/** Locks a run until the transaction ends, so that of two people the second sees what the first did. 404 when there is none. */
export async function lockRun(tx: Transaction, runId: string): Promise<LockedRun> {
  const [run] = await lockRuns(tx, [runId]);
  return run ?? tx.one('run', 'select 1 where false');
}

/** Locks several runs, in the order of their ids, so that two transactions never wait for each other. Missing ones are left out. */
export async function lockRuns(tx: Transaction, runIds: readonly string[]): Promise<LockedRun[]> {
  const rows = await tx.query<RunRow & Record<string, unknown>>(
    `select r.id, r.number, r.progress, v.definition, r.playbook_key, r.account_id, a.slot, a.name, a.renewal_date
     from run r
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     join account a on a.organisation_id = $1 and a.id = r.account_id
     where r.organisation_id = $1 and r.id = any($2)
     order by r.id for update of r`,
    [tx.organisationId, runIds],
  );
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    state: row.progress,
    definition: row.definition,
    playbookKey: row.playbook_key,
    account: { id: row.account_id, slot: row.slot, name: row.name, renewalOn: row.renewal_date },
  }));
}
