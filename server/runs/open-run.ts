import { randomUUID } from 'node:crypto';
import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';
import { varied } from '../playbooks/vary.ts';
import { advanceRuns, type Happening } from './advance-runs.ts';
import { chooseVariations } from './choose-variations.ts';
import { insertRuns } from './keep-runs.ts';
import { type LockedRun, RUN_ACCOUNT, type RunAccount } from './locked-run.ts';
import { runActor } from './move-run.ts';
import { definitionsOf, type PlaybookVersion } from './pinned-definition.ts';
import { resolveOwners } from './resolve-owner.ts';
import { newRun, type RunState } from './run-state.ts';
import { type RunWorld, runWorld } from './run-world.ts';
import { writeMoves } from './write-moves.ts';

/** A run to open. `because` says in words why, for the log. */
interface RunToOpen extends PlaybookVersion {
  readonly accountId: string;
  readonly situationId: string | null;
  readonly because: string;
}

/** The run that was opened, or the number of the one that is open there already: an account has one run of a playbook at a time. */
type OpenedRun =
  | { readonly run: LockedRun; readonly state: RunState }
  | { readonly run: null; readonly openNumber: number };

/** Opens a run, pinned to a version of its playbook, with its first tasks and clocks. Takes turns with others who number runs. */
export async function openRun(tx: Transaction, wanted: RunToOpen): Promise<OpenedRun> {
  const [opened] = await openRuns(tx, [wanted], await runWorld(tx));
  return opened!;
}

/** Opens any number of runs as `openRun` does; the answers stand in the same order. */
export async function openRuns(tx: Transaction, wanted: readonly RunToOpen[], world: RunWorld): Promise<OpenedRun[]> {
  await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
  const numbers = await openNumbers(tx, wanted);
  const starting = firstOfEach(wanted.filter((one) => !numbers.has(placeOf(one))));
  const opened = new Map<RunToOpen, OpenedRun>();
  if (starting.length > 0) {
    const begun = await beginnings(tx, starting);
    const owners = await resolveOwners(tx, [...new Set(starting.map((one) => one.accountId))]);
    const moves = await advanceRuns(
      tx,
      begun.map(({ happening }) => happening),
      world,
      { owners },
    );
    await insertRuns(
      tx,
      moves.map(({ run, moved }, index) => ({
        run,
        version: starting[index]!.version,
        situationId: starting[index]!.situationId,
        ownerId: owners.get(run.account.id)!('csm').memberId,
        state: moved.state,
        variation: begun[index]!.variation,
      })),
      world.now,
    );
    await writeMoves(tx, moves, world.now);
    for (const [index, { run, moved }] of moves.entries()) {
      opened.set(starting[index]!, { run, state: moved.state });
      numbers.set(placeOf(starting[index]!), run.number);
    }
  }
  return wanted.map((one) => opened.get(one) ?? { run: null, openNumber: numbers.get(placeOf(one))! });
}

/** The numbers of the runs that are open already, by the place that each has. */
async function openNumbers(tx: Transaction, wanted: readonly RunToOpen[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ accountId: string; playbookKey: string; number: number }>(
    `select r.account_id as "accountId", r.playbook_key as "playbookKey", r.number
     from unnest($2::uuid[], $3::text[]) w(account_id, playbook_key)
     join run r on r.organisation_id = $1 and r.account_id = w.account_id and r.playbook_key = w.playbook_key and r.state = 'open'`,
    [tx.organisationId, uuidArray(wanted.map((one) => one.accountId)), textArray(wanted.map((one) => one.playbookKey))],
  );
  return new Map(rows.map((row) => [placeOf(row), row.number]));
}

/** An account has room for one open run of each playbook. */
function placeOf({ accountId, playbookKey }: Pick<RunToOpen, 'accountId' | 'playbookKey'>): string {
  return `${accountId} ${playbookKey}`;
}

function firstOfEach(wanted: readonly RunToOpen[]): RunToOpen[] {
  const first = new Map<string, RunToOpen>();
  for (const one of wanted) if (!first.has(placeOf(one))) first.set(placeOf(one), one);
  return [...first.values()];
}

/** A numbered run to which nothing has happened yet, with the event that starts it. */
interface Beginning {
  readonly happening: Happening;
  /** For whom the variation of the playbook is by which it goes; null for the baseline. */
  readonly variation: string | null;
}

async function beginnings(tx: Transaction, starting: readonly RunToOpen[]): Promise<Beginning[]> {
  const { first } = await tx.one<{ first: number }>(
    'organisation',
    `update organisation set next_run_number = next_run_number + $2 where organisation_id = $1
     returning next_run_number - $2 as first`,
    [tx.organisationId, starting.length],
  );
  const accounts = await accountsOf(tx, starting);
  const definitionOf = await definitionsOf(tx, starting);
  const by = runActor(tx.actor);
  const variations = await chooseVariations(
    tx,
    starting.map((one) => ({ account: accounts.get(one.accountId)!, definition: definitionOf(one) })),
  );
  return starting.map((one, index) => {
    const id = randomUUID();
    const variation = variations[index] ?? null;
    const run = {
      id,
      number: first + index,
      state: newRun(id),
      definition: variation === null ? definitionOf(one) : varied(definitionOf(one), variation),
      playbookKey: one.playbookKey,
      account: accounts.get(one.accountId)!,
    };
    const event = { id: 'started', by, kind: 'started', because: one.because } as const;
    return { happening: { run, event }, variation: variation?.for ?? null };
  });
}

async function accountsOf(tx: Transaction, starting: readonly RunToOpen[]): Promise<Map<string, RunAccount>> {
  const rows = await tx.query<{ account: RunAccount }>(
    `select ${RUN_ACCOUNT} as account from account a where a.organisation_id = $1 and a.id = any($2)`,
    [tx.organisationId, uuidArray(starting.map((one) => one.accountId))],
  );
  return new Map(rows.map(({ account }) => [account.id, account]));
}
