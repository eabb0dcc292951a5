import type { Effect } from './effects.ts';
import type { LockedRun } from './locked-run.ts';

/** An effect of one kind, and the run that has it. */
export interface RunEffect<Kind extends Effect['kind']> {
  readonly run: LockedRun;
  readonly effect: Extract<Effect, { kind: Kind }>;
}
