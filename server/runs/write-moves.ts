import { recordAudits } from '../audit/record.ts';
import type { Transaction } from '../context/transaction.ts';
import type { Move } from './advance-runs.ts';
import { keepEntries } from './keep-runs.ts';
import { performEffects } from './perform-effects.ts';
import type { RunHappening } from './run-event.ts';

const AUDITED_AS: Readonly<Record<RunHappening['kind'], string>> = {
  started: 'run.started',
  step_completed: 'step.completed',
  step_skipped: 'step.skipped',
  step_reopened: 'step.reopened',
  due_changed: 'step.due_changed',
  dues_restored: 'step.due_changed',
  reassigned: 'step.reassigned',
  asset_sent: 'asset.sent',
  handoff_moved: 'step.handoff_moved',
  handoff_accepted: 'step.handed_over',
  contact_logged: 'run.first_action_done',
  conditions_evaluated: 'run.evaluated',
  timer_fired: 'run.timer_fired',
  automation_done: 'step.performed',
  automation_failed: 'step.failed',
  automation_retried: 'step.retried',
  note_added: 'run.note_added',
  closed_by_hand: 'run.closed',
  superseded: 'run.superseded',
  account_left: 'run.closed',
};

/** Writes what follows from moves, beside the states themselves: log entries, tasks, timers, messages, audit rows. */
export async function writeMoves(tx: Transaction, moves: readonly Move[], now: Date): Promise<void> {
  const logged = moves.flatMap(({ run, event, moved }) => moved.logged.map((entry) => ({ run, event, moved, entry })));
  await keepEntries(
    tx,
    logged.map(({ run, entry }) => ({ runId: run.id, entry })),
  );
  await performEffects(
    tx,
    logged.map(({ run, moved }) => ({ run, effects: moved.effects })),
    now,
  );
  await recordAudits(
    tx,
    logged.map(({ run, event, moved, entry }) => ({
      action: AUDITED_AS[event.kind],
      entity: 'run',
      entityId: run.id,
      before: { status: run.state.status },
      after: { run: run.number, status: moved.state.status, changes: entry.changes },
      ...('reason' in event && event.reason ? { reason: event.reason } : {}),
    })),
  );
}
