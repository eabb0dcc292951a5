import type { Transaction } from '../context/transaction.ts';
import { cancel, emit, enqueue } from '../jobs/enqueue.ts';
import { queueMessage } from '../jobs/queue-message.ts';
import type { Effect } from './effects.ts';
import type { LockedRun } from './locked-run.ts';

/** The name of the job that a timer of a run is. */
export const RUN_TIMER = 'run_timer';

/**
 * Turns effects into rows of the transaction that moved the run: tasks, jobs for timers, messages. All or none of it is there after a crash;
 * what the queue then performs twice is recognised by its key.
 */
export async function performEffects(
  tx: Transaction,
  run: LockedRun,
  effects: readonly Effect[],
  now: Date,
): Promise<void> {
  for (const effect of effects) await perform(tx, run, effect, now);
}

async function perform(tx: Transaction, run: LockedRun, effect: Effect, now: Date): Promise<void> {
  switch (effect.kind) {
    case 'open_task':
      await tx.execute(
        `insert into task (organisation_id, account_id, run_id, step_id, title, is_required, owner_id, owner_role, owner_fallback,
           due_at, due_because, opened_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          tx.organisationId,
          run.account.id,
          run.id,
          effect.step,
          effect.title,
          effect.required,
          effect.owner.memberId,
          effect.role,
          effect.owner.fallback,
          effect.due.at,
          effect.due.derivation,
          now,
        ],
      );
      return;
    case 'change_task':
      await tx.execute(
        `update task set owner_id = $4, owner_fallback = $5, due_at = $6, due_because = $7
         where organisation_id = $1 and run_id = $2 and step_id = $3 and state = 'open'`,
        [
          tx.organisationId,
          run.id,
          effect.step,
          effect.owner.memberId,
          effect.owner.fallback,
          effect.due.at,
          effect.due.derivation,
        ],
      );
      return;
    case 'close_task':
      await tx.execute(
        `update task set state = $4, closed_at = $5, closed_by = $6, close_note = $7
         where organisation_id = $1 and run_id = $2 and step_id = $3 and state = 'open'`,
        [tx.organisationId, run.id, effect.step, effect.how, now, effect.by.id, effect.note],
      );
      return;
    case 'set_timer':
      await enqueue(
        tx,
        RUN_TIMER,
        { run_id: run.id, timer: effect.timer, key: effect.timerKey },
        { key: effect.timerKey, runAt: new Date(effect.at) },
      );
      return;
    case 'cancel_timer':
      await cancel(tx, effect.timerKey);
      return;
    case 'notify':
      // An overdue task stands on My day and in the digest; a letter for each would only teach people not to read them.
      if (effect.about !== 'step_overdue') await notify(tx, run, effect);
      return;
    case 'record_outcome':
      await emit(tx, { name: 'run.closed', runId: run.id, accountId: run.account.id, playbookKey: run.playbookKey });
  }
}

async function notify(tx: Transaction, run: LockedRun, effect: Extract<Effect, { kind: 'notify' }>): Promise<void> {
  const { memberId } = effect.to;
  const member = await tx.maybe<{ email: string }>(
    `select email from member where organisation_id = $1 and id = $2 and status = 'active'`,
    [tx.organisationId, memberId],
  );
  if (!member) return;
  const about = [`Account: ${run.account.name}`, `Playbook: ${run.definition.title} (run #${run.number})`];
  await queueMessage(tx, {
    key: effect.key,
    kind: 'notice',
    to: member.email,
    subject: `${run.account.name}: ${SUBJECTS[effect.about]}`,
    text: [effect.words, ...about].join('\n\n'),
    accountId: run.account.id,
    runId: run.id,
    memberId,
  });
}

const SUBJECTS = {
  assigned: 'a task for you',
  step_overdue: 'a task is overdue',
  first_action_late: 'the first action is late',
  escalated: 'escalated to you',
} as const;
