import { z } from 'zod';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { Log } from '../lib/log.ts';
import { Problem } from '../lib/problem.ts';
import { settingsOf } from '../playbooks/actions.ts';
import { moveRun, runActor } from '../runs/move-run.ts';
import { runWorld } from '../runs/run-world.ts';
import { callWebhook, prepareCall, WebhookFailure } from './call-webhook.ts';
import { makeCalendarEvent } from './make-calendar-event.ts';
import { type AutomationJob, findPending, type PendingStep } from './pending-step.ts';
import { recordFailure } from './record-failure.ts';
import { sendEmail } from './send-email.ts';
import { setField } from './set-field.ts';
import { addTagToAccount, startPlaybook } from './small-actions.ts';

const automationJob = z.object({ organisation_id: z.uuid(), run_id: z.uuid(), step: z.string(), key: z.string() });

/** What automations work with beside the database. */
export interface AutomationTools {
  readonly database: Database;
  readonly log: Log;
  readonly config: { readonly secret: string; readonly publicUrl: string };
}

/**
 * The job `run_automation`: performs a step that Steward does by itself. What it does in the database is committed together with the step being
 * done, so that it happens once; a webhook carries the same key on every attempt. A failure is recorded with the run, which tries again later or
 * gives the step to a person. Performed twice, or while the automation is paused, it does nothing.
 */
export async function performAutomation({ database, log, config }: AutomationTools, payload: unknown): Promise<void> {
  const { organisation_id, ...job } = automationJob.parse(payload);
  const actor = systemActor(organisation_id);
  const inside = <Result>(work: (tx: Transaction) => Promise<Result>) => inOrganisation(database, actor, work);
  try {
    const call = await inside(async (tx) => {
      await takeTurn(tx, job);
      const pending = await findPending(tx, job);
      if (pending === null) return null;
      if (pending.step.do === 'webhook') return prepareCall(tx, pending, config);
      await finish(tx, pending, await act(tx, pending));
      return null;
    });
    if (call === null) return;
    const what = await callWebhook(call);
    await inside(async (tx) => {
      const pending = await findPending(tx, job);
      if (pending !== null) await finish(tx, pending, what);
    });
  } catch (error) {
    if (!(error instanceof Problem || error instanceof WebhookFailure))
      log.warn({ run: job.run_id, step: job.step, error: (error as Error).message }, 'an automated step failed');
    const isFinal = error instanceof Problem || (error instanceof WebhookFailure && error.isFinal);
    await inside((tx) => recordFailure(tx, job, wordsOf(error), isFinal));
  }
}

/** Who starts a run numbers it, and takes that turn before locking a run. */
async function takeTurn(tx: Transaction, { run_id, step }: AutomationJob): Promise<void> {
  const starts = await tx.maybe(
    `select from run r
     join playbook_version v on v.organisation_id = $1 and v.key = r.playbook_key and v.version = r.playbook_version
     where r.organisation_id = $1 and r.id = $2
       and coalesce(r.definition, v.definition) -> 'steps' @> jsonb_build_array(jsonb_build_object('id', $3::text, 'do', 'start_playbook'))`,
    [tx.organisationId, run_id, step],
  );
  if (starts === null) return;
  await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
}

/** Does it, and says what was done. */
function act(tx: Transaction, pending: PendingStep): Promise<string> {
  const { step } = pending;
  switch (step.do) {
    case 'send_email':
      return sendEmail(tx, pending, settingsOf('send_email', step.with));
    case 'calendar_event':
      return makeCalendarEvent(tx, pending, settingsOf('calendar_event', step.with));
    case 'set_field':
      return setField(tx, pending, settingsOf('set_field', step.with));
    case 'add_tag':
      return addTagToAccount(tx, pending, settingsOf('add_tag', step.with));
    case 'start_playbook':
      return startPlaybook(tx, pending, settingsOf('start_playbook', step.with));
    case 'webhook':
      throw new Error('A webhook is called outside the transaction.');
  }
}

async function finish(tx: Transaction, { run, step, key }: PendingStep, what: string): Promise<void> {
  const event = {
    id: `${key}/done`,
    by: runActor(tx.actor),
    kind: 'automation_done',
    step: step.id,
    key,
    what,
  } as const;
  await moveRun(tx, run, event, await runWorld(tx));
}

function wordsOf(error: unknown): string {
  if (error instanceof Problem || error instanceof WebhookFailure) return error.message;
  return 'Something went wrong inside Steward; the log of the server says more.';
}
