import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { queueMessage } from '../../jobs/queue-message.ts';
import { problem } from '../../lib/problem.ts';
import { type LockedRun, lockRun } from '../locked-run.ts';
import { checkIsMine } from '../may-act.ts';
import { resolveOwners } from '../resolve-owner.ts';
import { isSettled, stepOf } from '../run-state.ts';
import { exceptionRoleOf, needsException } from './guardrails.ts';

/** What is asked for: to skip a step, or to move its due date (and others with it). */
export const exceptionRequest = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('skip'), reason: reason() }),
  z.strictObject({
    kind: z.literal('due'),
    reason: reason(),
    dueAt: z.iso.datetime({ offset: true }),
    also: z
      .array(z.strictObject({ step: z.string().min(1).max(64), dueAt: z.iso.datetime({ offset: true }) }))
      .max(100)
      .optional(),
  }),
]);

function reason() {
  return z.string().trim().min(3, 'Say why.').max(2000);
}

/**
 * Asks the role that the playbook names for what its guardrails do not leave free. It comes down to a member, who hears of it by e-mail and finds
 * it on My day. Throws a 409 problem when it is free anyway, has been asked already, or the step is not open any more.
 */
export function askException(
  database: Database,
  actor: Actor,
  { runId, step }: { readonly runId: string; readonly step: string },
  input: z.input<typeof exceptionRequest>,
): Promise<{ id: string }> {
  mayI(actor, 'take_part');
  const { kind, reason, ...wanted } = exceptionRequest.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const run = await lockRun(tx, z.uuid().parse(runId));
    await checkIsMine(tx, run.id, step);
    checkAsk(run, step, kind);
    const role = exceptionRoleOf(run.definition);
    const decider = (await resolveOwners(tx, [run.account.id])).get(run.account.id)!(role);
    const made = await tx.maybe<{ id: string }>(
      `insert into run_exception (organisation_id, run_id, step_id, kind, wanted, reason, asked_by, role, decider_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (organisation_id, run_id, step_id, kind) where state = 'open' do nothing returning id`,
      [tx.organisationId, run.id, step, kind, JSON.stringify(wanted), reason, actor.memberId, role, decider.memberId],
    );
    if (!made) throw problem(409, 'This has been asked already, and is not decided yet.');
    await recordAudit(tx, {
      action: 'exception.asked',
      entity: 'exception',
      entityId: made.id,
      after: { run: run.number, step, kind, ...wanted, decider: decider.name },
      reason,
    });
    await tellDecider(tx, run, step, { id: made.id, kind, reason, deciderId: decider.memberId });
    return made;
  });
}

function checkAsk(run: LockedRun, step: string, kind: 'skip' | 'due'): void {
  const current = stepOf(run.state, step);
  if (run.state.status !== 'open' || current === null || isSettled(current))
    throw problem(409, 'This step is not open any more, so there is nothing to ask for.');
  if (kind === 'due' && current.status !== 'ready')
    throw problem(409, 'This step has no due date yet. Ask when its turn has come.');
  if (!needsException(run.definition, step, kind)) throw problem(409, 'This needs no exception. Do it.');
}

async function tellDecider(
  tx: Transaction,
  run: LockedRun,
  step: string,
  exception: {
    readonly id: string;
    readonly kind: 'skip' | 'due';
    readonly reason: string;
    readonly deciderId: string;
  },
): Promise<void> {
  const decider = await tx.one<{ email: string }>(
    'member',
    'select email from member where organisation_id = $1 and id = $2',
    [tx.organisationId, exception.deciderId],
  );
  const title = run.definition.steps.find((one) => one.id === step)?.title ?? step;
  const act = exception.kind === 'skip' ? `skip "${title}"` : `move the due date of "${title}"`;
  await queueMessage(tx, {
    key: `exception:${exception.id}`,
    kind: 'notice',
    to: decider.email,
    subject: `${run.account.name}: an exception to decide`,
    text: [
      `${tx.actor.name} asks to ${act}: ${exception.reason}`,
      `Account: ${run.account.name}`,
      `Playbook: ${run.definition.title} (run #${run.number})`,
      'It stands on your My day.',
    ].join('\n\n'),
    accountId: run.account.id,
    runId: run.id,
    memberId: exception.deciderId,
  });
}
