import type { Transaction } from '../context/transaction.ts';
import { queueMessage } from '../jobs/queue-message.ts';
import { moveRun, runActor } from '../runs/move-run.ts';
import { resolveOwners } from '../runs/resolve-owner.ts';
import { runWorld } from '../runs/run-world.ts';
import { type AutomationJob, findPending, type PendingStep } from './pending-step.ts';

/** As many failures within a day, since it was last resumed, pause an automation. */
const TOO_MANY = 10;

/** Records that an automated step failed: its run tries again or gives it to a person, and an automation that fails too often is paused. */
export async function recordFailure(
  tx: Transaction,
  job: AutomationJob,
  problem: string,
  isFinal: boolean,
): Promise<void> {
  const pending = await findPending(tx, job);
  if (pending === null) return;
  const { run, step, key } = pending;
  const id = `${key}/failed/${run.state.sequence}`;
  const event = {
    id,
    by: runActor(tx.actor),
    kind: 'automation_failed',
    step: step.id,
    key,
    problem,
    isFinal,
  } as const;
  await moveRun(tx, run, event, await runWorld(tx));
  await tx.execute(
    `insert into automation_failure (organisation_id, playbook_key, step_id, run_id, problem) values ($1, $2, $3, $4, $5)`,
    [tx.organisationId, run.playbookKey, step.id, run.id, problem],
  );
  await pauseWhenTooMany(tx, pending, problem);
}

async function pauseWhenTooMany(tx: Transaction, { run, step }: PendingStep, problem: string): Promise<void> {
  const { failures } = await tx.one<{ failures: number }>(
    'automation',
    `select count(*)::int as failures from automation_failure
     where organisation_id = $1 and playbook_key = $2 and step_id = $3
       and at > greatest(now() - interval '24 hours', (select coalesce(max(resumed_at), '-infinity') from automation_pause
         where organisation_id = $1 and playbook_key = $2 and step_id = $3))`,
    [tx.organisationId, run.playbookKey, step.id],
  );
  if (failures < TOO_MANY) return;
  const paused = await tx.maybe<{ id: string }>(
    `insert into automation_pause (organisation_id, playbook_key, step_id, because) values ($1, $2, $3, $4)
     on conflict (organisation_id, playbook_key, step_id) where resumed_at is null do nothing returning id`,
    [tx.organisationId, run.playbookKey, step.id, `It failed ${failures} times in 24 hours. The last time: ${problem}`],
  );
  if (paused !== null) await tellOwner(tx, run, step.title, problem, paused.id);
}

/** The pause is told to whom the role that owns the playbook comes down to. */
async function tellOwner(
  tx: Transaction,
  run: PendingStep['run'],
  title: string,
  problem: string,
  pauseId: string,
): Promise<void> {
  const owner = (await resolveOwners(tx, [run.account.id])).get(run.account.id)!(run.definition.owner);
  const member = await tx.maybe<{ email: string }>(
    `select email from member where organisation_id = $1 and id = $2 and status = 'active'`,
    [tx.organisationId, owner.memberId],
  );
  if (member === null) return;
  await queueMessage(tx, {
    key: `automation-paused:${pauseId}`,
    kind: 'notice',
    to: member.email,
    subject: `${run.definition.title}: "${title}" is paused`,
    text: [
      `Steward has stopped doing "${title}" of the playbook "${run.definition.title}", since it failed ${TOO_MANY} times in 24 hours.`,
      `The last time: ${problem}`,
      'Nothing is lost: the steps wait. Mend the cause, then resume it on the page of the playbook.',
    ].join('\n\n'),
    memberId: owner.memberId,
  });
}
