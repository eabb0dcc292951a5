import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import type { AccountDate, PlaybookDefinition } from '../playbooks/definition.ts';
import { definitionsOf, type PlaybookVersion } from './pinned-definition.ts';
import type { RunState } from './run-state.ts';

/** A run as a transaction holds it: its state, and the version of the playbook to which it is pinned. */
export interface LockedRun {
  readonly id: string;
  readonly number: number;
  readonly state: RunState;
  readonly definition: PlaybookDefinition;
  readonly playbookKey: string;
  readonly account: RunAccount;
}

/** What a run knows of its account. */
export interface RunAccount {
  readonly id: string;
  readonly slot: number;
  readonly name: string;
  /** 'YYYY-MM-DD' */
  readonly dates: Readonly<Record<AccountDate, string | null>>;
  /** The customer's, where it is known. */
  readonly timeZone: string | null;
}

/** The columns of table `account`, named a, of which a `RunAccount` is made. */
export const RUN_ACCOUNT = `jsonb_build_object('id', a.id, 'slot', a.slot, 'name', a.name, 'timeZone', a.time_zone, 'dates',
  jsonb_build_object('renewal', a.renewal_date, 'contract_start', a.contract_start, 'kickoff', a.kickoff_date))`;

interface RunRow extends PlaybookVersion, Record<string, unknown> {
  readonly id: string;
  readonly number: number;
  readonly progress: RunState;
  readonly account: RunAccount;
}

/** Locks a run until the transaction ends, so that of two people the second sees what the first did. 404 when there is none. */
export async function lockRun(tx: Transaction, runId: string): Promise<LockedRun> {
  const [run] = await lockRuns(tx, [runId]);
  return run ?? tx.one('run', 'select 1 where false');
}

/** Locks several runs, in the order of their ids, so that two transactions never wait for each other. Missing ones are left out. */
export async function lockRuns(tx: Transaction, runIds: readonly string[]): Promise<LockedRun[]> {
  const rows = await tx.query<RunRow>(
    `select r.id, r.number, r.progress, r.playbook_key as "playbookKey", r.playbook_version as version, r.definition as "ownDefinition",
       ${RUN_ACCOUNT} as account
     from run r join account a on a.organisation_id = $1 and a.id = r.account_id
     where r.organisation_id = $1 and r.id = any($2)
     order by r.id for update of r`,
    [tx.organisationId, uuidArray(runIds)],
  );
  if (rows.length === 0) return [];
  const definitionOf = await definitionsOf(tx, rows);
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    state: row.progress,
    definition: definitionOf(row),
    playbookKey: row.playbookKey,
    account: row.account,
  }));
}
