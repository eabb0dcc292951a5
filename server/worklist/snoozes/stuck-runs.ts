import type { Transaction } from '../../context/transaction.ts';
import { uuidArray } from '../../database/binary-array.ts';
import { definitionsOf, type PlaybookVersion } from '../../runs/pinned-definition.ts';
import type { RunState } from '../../runs/run-state.ts';
import { runPace } from '../run-pace.ts';

interface RunRow extends PlaybookVersion, Record<string, unknown> {
  readonly id: string;
  readonly progress: RunState;
  readonly openedAt: Readonly<Record<string, string>> | null;
}

/** Why runs are stuck, by run; those that are not are missing. */
export async function stuckRuns(tx: Transaction, runIds: readonly string[], now: Date): Promise<Map<string, string>> {
  if (runIds.length === 0) return new Map();
  const runs = await tx.query<RunRow>(
    `select r.id, r.progress, r.playbook_key as "playbookKey", r.playbook_version as version, r.definition as "ownDefinition",
       (select jsonb_object_agg(k.step_id, k.opened_at) from task k
        where k.organisation_id = $1 and k.run_id = r.id and k.step_id is not null and k.state = 'open') as "openedAt"
     from run r where r.organisation_id = $1 and r.id = any($2) and r.state = 'open'`,
    [tx.organisationId, uuidArray([...new Set(runIds)])],
  );
  const definitionOf = await definitionsOf(tx, runs);
  return new Map(
    runs.flatMap((run) => {
      const openedAt = new Map(Object.entries(run.openedAt ?? {}).map(([step, at]) => [step, new Date(at)]));
      const pace = runPace(run.progress, definitionOf(run), openedAt, now);
      return pace?.pace === 'stuck' ? [[run.id, pace.because] as const] : [];
    }),
  );
}
