import { randomUUID } from 'node:crypto';
import type { Transaction } from '../context/transaction.ts';
import { type LockedRun, lockRun } from './locked-run.ts';
import { moveRun, type ReadBefore, runActor } from './move-run.ts';
import { resolveOwners } from './resolve-owner.ts';
import { newRun, type RunState } from './run-state.ts';
import { type RunWorld, runWorld } from './run-world.ts';

/** A run to open. `because` says in words why, for the log. */
interface RunToOpen {
  readonly accountId: string;
  readonly playbookKey: string;
  readonly version: number;
  readonly situationId: string | null;
  readonly because: string;
}

/** The run that was opened, or the number of the one that is open there already: an account has one run of a playbook at a time. */
type OpenedRun =
  | { readonly run: LockedRun; readonly state: RunState }
  | { readonly run: null; readonly openNumber: number };

/** Opens a run, pinned to a version of its playbook, with its first tasks and clocks. Takes turns with others who number runs. */
export async function openRun(
  tx: Transaction,
  wanted: RunToOpen,
  world?: RunWorld,
  readBefore: ReadBefore = {},
): Promise<OpenedRun> {
  await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
  const open = await tx.maybe<{ number: number }>(
    `select number from run where organisation_id = $1 and account_id = $2 and playbook_key = $3 and state = 'open'`,
    [tx.organisationId, wanted.accountId, wanted.playbookKey],
  );
  if (open !== null) return { run: null, openNumber: open.number };

  const at = world ?? (await runWorld(tx));
  const ownerOf = readBefore.ownerOf ?? (await resolveOwners(tx, [wanted.accountId])).get(wanted.accountId)!;
  const id = randomUUID();
  await tx.execute(
    // When its time is over is known as soon as it has started, a moment later in this transaction.
    `with numbered as (
       update organisation set next_run_number = next_run_number + 1 where organisation_id = $1
       returning next_run_number - 1 as number)
     insert into run (organisation_id, id, number, account_id, playbook_key, playbook_version, situation_id, owner_id, started_by,
       started_at, ends_at, progress)
     select $1, $2, number, $3, $4, $5, $6, $7, $8, $9, 'infinity', $10 from numbered`,
    [
      tx.organisationId,
      id,
      wanted.accountId,
      wanted.playbookKey,
      wanted.version,
      wanted.situationId,
      ownerOf('csm').memberId,
      tx.actor.memberId,
      at.now,
      JSON.stringify(newRun(id)),
    ],
  );
  const run = await lockRun(tx, id);
  const event = { id: 'started', by: runActor(tx.actor), kind: 'started', because: wanted.because } as const;
  const { state } = await moveRun(tx, run, event, at, { ...readBefore, ownerOf });
  return { run, state };
}
