import type { Transaction } from '../context/transaction.ts';
import { type Advance, advance } from './advance.ts';
import { conditionsToCome } from './conditions-of.ts';
import type { LockedRun } from './locked-run.ts';
import { type ConditionReadings, readConditions } from './read-conditions.ts';
import { type OwnerOf, resolveOwners } from './resolve-owner.ts';
import type { RunEvent } from './run-event.ts';
import type { RunWorld } from './run-world.ts';
import type { RunEnvironment } from './settle-steps.ts';

/** A run, and what happens to it. */
export interface Happening {
  readonly run: LockedRun;
  readonly event: RunEvent;
}

/** What was read before; left out, it is read for these runs. */
export interface ReadBefore {
  /** By account. */
  readonly owners?: ReadonlyMap<string, OwnerOf>;
  readonly readings?: ConditionReadings;
}

/** Where an event leads a run; `run` is still as it was before. */
export interface Move extends Happening {
  readonly moved: Advance;
}

/** Where these events lead, in the same order, with everything read at once that they need to know; nothing is written. */
export async function advanceRuns(
  tx: Transaction,
  happenings: readonly Happening[],
  world: RunWorld,
  readBefore: ReadBefore = {},
): Promise<Move[]> {
  const environments = await environmentsOf(
    tx,
    happenings.map(({ run }) => run),
    world,
    readBefore,
  );
  return happenings.map(({ run, event }, index) => ({
    run,
    event,
    moved: advance(run.state, event, world.now, environments[index]!),
  }));
}

/** What each of these runs needs to know of the world, in the same order. */
export async function environmentsOf(
  tx: Transaction,
  runs: readonly LockedRun[],
  { now: _now, ...world }: RunWorld,
  readBefore: ReadBefore = {},
): Promise<RunEnvironment[]> {
  const owners = readBefore.owners ?? (await resolveOwners(tx, [...new Set(runs.map((run) => run.account.id))]));
  const readings = readBefore.readings ?? (await readWhens(tx, runs));
  return runs.map((run) => ({
    ...world,
    definition: run.definition,
    accountDates: run.account.dates,
    customerTimeZone: run.account.timeZone,
    readCondition: (expression: string) => readings.truthOf(run.account, expression),
    ownerOf: owners.get(run.account.id)!,
  }));
}

/** Conditions are read only while a step still waits that has one. */
function readWhens(tx: Transaction, runs: readonly LockedRun[]): Promise<ConditionReadings> {
  const asking = runs
    .map((run) => ({ run, whens: conditionsToCome(run.definition, run.state) }))
    .filter(({ whens }) => whens.length > 0);
  return readConditions(
    tx,
    asking.map(({ run }) => run.account),
    asking.flatMap(({ whens }) => whens),
  );
}
