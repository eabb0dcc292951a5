import { emptyMemory, markOpen, OPEN, stepTrigger, type TriggerMemory } from '../../diagnosis/trigger-state.ts';
import type { EpochDay } from '../../lib/days.ts';
import { eligibleRows } from './counted-cells.ts';
import type { Past } from './open-past.ts';
import type { TestedTrigger } from './tested-trigger.ts';

/** A trigger that would have opened a situation for an account (row) on the morning of a day. */
export interface Firing {
  readonly row: number;
  readonly day: EpochDay;
}

export interface Simulation {
  readonly firings: readonly Firing[];
  /** Days on which an account was ready and held back, by the reason. */
  readonly heldBack: { cooldown: number; not_while: number };
}

/** A trigger as it moves from day to day. */
interface Moving {
  readonly trigger: TestedTrigger;
  readonly when: readonly Uint8Array[];
  /** 1 for the rows that may start. */
  readonly eligible: readonly Uint8Array[];
  readonly memory: TriggerMemory;
  /** The day on which the situation of each row last cleared. */
  readonly cleared: Int32Array;
  readonly others: readonly Moving[];
}

/**
 * Runs a trigger as the nightly diagnosis would have, on every day of the past from its beginning, with the same memory: it must hold, it
 * re-arms, it cools down, and it waits for other playbooks. A situation is taken to end when its condition is no longer true: what a team
 * would have done about it is not known.
 */
export function simulateFirings(past: Past, trigger: TestedTrigger, exists: Uint8Array): Simulation {
  const moving = start(past, trigger, exists);
  const firings: Firing[] = [];
  const heldBack = { cooldown: 0, not_while: 0 };
  const truth = new Uint8Array(past.rows.count);
  for (const [place, day] of past.days.entries())
    step(moving, place, day, truth, (row) => firings.push({ row, day }), heldBack);
  return { firings, heldBack };
}

function start(past: Past, trigger: TestedTrigger, exists: Uint8Array): Moving {
  return {
    trigger,
    when: past.truthOf(trigger.when),
    eligible: eligibleRows(past, { eligible: trigger.eligible, exists }),
    memory: emptyMemory(past.rows.count),
    cleared: new Int32Array(past.rows.count).fill(-1e6),
    others: trigger.notWhile.map((other) => start(past, other, exists)),
  };
}

function step(
  { trigger, when, eligible, memory, cleared, others }: Moving,
  place: number,
  day: EpochDay,
  truth: Uint8Array,
  onFiring: (row: number) => void,
  heldBack: Simulation['heldBack'],
): void {
  for (const other of others) step(other, place, day, truth, () => {}, { cooldown: 0, not_while: 0 });
  const [isTrue, mayStart] = [when[place]!, eligible[place]!];
  // Unknown is another bit than true: what is not sure to be true does not start.
  for (let row = 0; row < truth.length; row++) truth[row] = isTrue[row]! & mayStart[row]!;
  const { ready, cleared: ended } = stepTrigger(memory, truth, day, trigger.holdsForDays, trigger.rearmAfterDays);
  for (const row of ended) cleared[row] = day;
  for (const row of ready) {
    if (day - cleared[row]! < trigger.cooldownDays) heldBack.cooldown++;
    else if (others.some((other) => other.memory.state[row] === OPEN)) heldBack.not_while++;
    else {
      markOpen(memory, row);
      onFiring(row);
    }
  }
}
