import type { Transaction } from '../context/transaction.ts';
import { int4Array, jsonbArray, textArray, timestamptzArray, uuidArray } from '../database/binary-array.ts';
import type { LockedRun } from './locked-run.ts';
import type { RunLogEntry } from './run-log.ts';
import type { RunState } from './run-state.ts';

/** A run that begins: what never changes of it, and the state in which it begins. */
export interface BeginningRun {
  readonly run: LockedRun;
  readonly version: number;
  readonly situationId: string | null;
  readonly ownerId: string;
  readonly state: RunState;
  /** Of the playbook, for whom; null for its baseline. */
  readonly variation: string | null;
}

/** What of a state has columns of its own, beside the whole. */
const STATE_COLUMNS =
  'progress, last_sequence, state, outcome, outcome_reason, closed_at, first_action_due, first_action_at, ends_at';
const STATE_TYPES =
  'jsonb[], int4[], text[], text[], text[], timestamptz[], timestamptz[], timestamptz[], timestamptz[]';

/** Writes the rows of runs that begin, started by the transaction's actor. */
export async function insertRuns(tx: Transaction, beginning: readonly BeginningRun[], now: Date): Promise<void> {
  await tx.execute(
    `insert into run (organisation_id, started_by, started_at, id, number, account_id, playbook_key, playbook_version, situation_id,
       owner_id, variation, definition, ${STATE_COLUMNS})
     select $1, $2, $3, r.*
     from unnest($4::uuid[], $5::int4[], $6::uuid[], $7::text[], $8::int4[], $9::uuid[], $10::uuid[], $11::text[], $12::jsonb[],
       ${stateParameters(13)}) r`,
    [
      tx.organisationId,
      tx.actor.memberId,
      now,
      uuidArray(beginning.map(({ run }) => run.id)),
      int4Array(beginning.map(({ run }) => run.number)),
      uuidArray(beginning.map(({ run }) => run.account.id)),
      textArray(beginning.map(({ run }) => run.playbookKey)),
      int4Array(beginning.map(({ version }) => version)),
      uuidArray(beginning.map(({ situationId }) => situationId)),
      uuidArray(beginning.map(({ ownerId }) => ownerId)),
      textArray(beginning.map(({ variation }) => variation)),
      jsonbArray(beginning.map(({ run, variation }) => (variation === null ? null : JSON.stringify(run.definition)))),
      ...stateArrays(beginning.map(({ state }) => state)),
    ],
  );
}

/** Writes the states to which locked runs have moved. */
export async function keepStates(tx: Transaction, states: readonly RunState[]): Promise<void> {
  if (states.length === 0) return;
  await tx.execute(
    `update run r set progress = n.progress, last_sequence = n.last_sequence, state = n.state, outcome = n.outcome,
       outcome_reason = n.outcome_reason, closed_at = n.closed_at, first_action_due = n.first_action_due,
       first_action_at = n.first_action_at, ends_at = coalesce(n.ends_at, r.ends_at)
     from unnest($2::uuid[], ${stateParameters(3)}) n(id, ${STATE_COLUMNS})
     where r.organisation_id = $1 and r.id = n.id`,
    [tx.organisationId, uuidArray(states.map((state) => state.runId)), ...stateArrays(states)],
  );
}

/** Appends entries to the logs of runs. */
export async function keepEntries(
  tx: Transaction,
  logged: readonly { readonly runId: string; readonly entry: RunLogEntry }[],
): Promise<void> {
  if (logged.length === 0) return;
  const entries = logged.map(({ entry }) => entry);
  await tx.execute(
    `insert into run_entry (organisation_id, run_id, sequence, event_id, at, actor_kind, actor_id, actor_name, kind, detail)
     select $1, e.*
     from unnest($2::uuid[], $3::int4[], $4::text[], $5::timestamptz[], $6::text[], $7::uuid[], $8::text[], $9::text[], $10::jsonb[]) e`,
    [
      tx.organisationId,
      uuidArray(logged.map(({ runId }) => runId)),
      int4Array(entries.map((entry) => entry.sequence)),
      textArray(entries.map((entry) => entry.eventId)),
      timestamptzArray(entries.map((entry) => Date.parse(entry.at))),
      textArray(entries.map((entry) => entry.by.kind)),
      uuidArray(entries.map((entry) => entry.by.id)),
      textArray(entries.map((entry) => entry.by.name)),
      textArray(entries.map((entry) => entry.kind)),
      jsonbArray(entries.map((entry) => JSON.stringify({ changes: entry.changes }))),
    ],
  );
}

/** The parameters of `stateArrays`, from this number on. */
function stateParameters(first: number): string {
  return STATE_TYPES.split(', ')
    .map((type, index) => `$${first + index}::${type}`)
    .join(', ');
}

function stateArrays(states: readonly RunState[]): Buffer[] {
  const instants = (of: (state: RunState) => string | null | undefined) =>
    timestamptzArray(
      states.map((state) => {
        const at = of(state);
        return at ? Date.parse(at) : null;
      }),
    );
  return [
    jsonbArray(states.map((state) => JSON.stringify(state))),
    int4Array(states.map((state) => state.sequence)),
    textArray(states.map((state) => state.status)),
    textArray(states.map((state) => state.outcome?.outcome ?? null)),
    textArray(states.map((state) => state.outcome?.reason ?? null)),
    instants((state) => state.outcome?.at),
    instants((state) => state.firstAction?.at),
    instants((state) => state.firstAction?.doneAt),
    instants((state) => state.timers.exit?.at),
  ];
}
