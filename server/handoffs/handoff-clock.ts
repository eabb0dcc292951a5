import type { Transaction } from '../context/transaction.ts';
import { cancel, enqueue } from '../jobs/enqueue.ts';
import { dueDate } from '../lib/calendar/due-date.ts';
import { parseDuration } from '../lib/duration.ts';
import type { RunWorld } from '../runs/run-world.ts';

/** The name of the job that ends the time of an offer. */
export const HANDOFF_CLOCK = 'handoff_clock';

/** Until when an offer of now waits, and how that came about. Days are business days of the organisation where the duration says so. */
export function acceptBy(within: string, world: RunWorld): { at: Date; because: string } {
  const { at, derivation } = dueDate({
    ...world,
    anchor: { at: world.now, what: 'offered' },
    offset: parseDuration(within),
  });
  return { at, because: derivation };
}

/** Starts the clock of an offer. Each round has one of its own: one that comes late finds that its round is over. */
export function startClock(tx: Transaction, handoffId: string, round: number, at: Date): Promise<void> {
  const payload = { handoff_id: handoffId, round };
  return enqueue(tx, HANDOFF_CLOCK, payload, { key: clockKey(handoffId, round), runAt: at });
}

/** Stops the clock of an offer that was answered. */
export function stopClock(tx: Transaction, handoffId: string, round: number): Promise<void> {
  return cancel(tx, clockKey(handoffId, round));
}

function clockKey(handoffId: string, round: number): string {
  return `handoff:${handoffId}:${round}`;
}
