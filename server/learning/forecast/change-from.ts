import type { LiveTrigger } from '../../diagnosis/live-trigger.ts';
import { sayMet, sayNotMet } from './say-met.ts';
import type { ForecastMorning, SteppedPlaybook } from './step-written.ts';
import type { NamedAccount } from './tell-standings.ts';

/** Some accounts that meet only one of two versions, each with why. */
export interface Moving {
  readonly total: number;
  /** At most twenty, those with the largest ARR. */
  readonly accounts: readonly (NamedAccount & { readonly cause: string })[];
}

/** What is written against the version that runs. */
export interface Change {
  readonly version: number;
  /** How many meet the version that runs. */
  readonly matching: number;
  readonly comesIn: Moving;
  readonly dropsOut: Moving;
}

const NAMED = 20;

/** Who meets what is written and not the version that runs, and the other way round. `known` has the accounts by row, the largest ARR first. */
export function changeFrom(
  morning: ForecastMorning,
  {
    written,
    published,
    now,
    before,
    known,
  }: {
    readonly written: SteppedPlaybook;
    readonly published: SteppedPlaybook;
    readonly now: ReadonlySet<number>;
    readonly before: ReadonlySet<number>;
    readonly known: ReadonlyMap<number, NamedAccount>;
  },
): Change {
  const moving = (isMoving: (row: number) => boolean, say: (row: number) => string): Moving => {
    const rows = [...known.keys()].filter(isMoving);
    return {
      total: rows.length,
      accounts: rows.slice(0, NAMED).map((row) => ({ ...known.get(row)!, cause: say(row) })),
    };
  };
  return {
    version: published.playbook.version,
    matching: [...known.keys()].filter((row) => before.has(row)).length,
    comesIn: moving(
      (row) => now.has(row) && !before.has(row),
      (row) => sayMet(morning, metBy(written, row), row),
    ),
    dropsOut: moving(
      (row) => before.has(row) && !now.has(row),
      (row) => sayNotMet(morning, written.playbook, row),
    ),
  };
}

function metBy({ steps }: SteppedPlaybook, row: number): LiveTrigger {
  return steps.find(({ memory }) => memory.since[row]! > 0)!.trigger;
}
