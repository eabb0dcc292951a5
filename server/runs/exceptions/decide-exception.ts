import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { lockRun } from '../locked-run.ts';
import { moveByHand } from '../move-by-hand.ts';
import type { RunHappening } from '../run-event.ts';
import { decidesAlone, isRequired } from './guardrails.ts';
import { recordDeviation } from './record-deviation.ts';

/** Yes or no; a no says why. */
export const exceptionDecision = z
  .strictObject({ decision: z.enum(['approved', 'refused']), reason: z.string().trim().max(2000).optional() })
  .refine(({ decision, reason }) => decision === 'approved' || (reason?.length ?? 0) >= 3, {
    path: ['reason'],
    message: 'Say why it is refused: the reason is recorded.',
  });

interface Exception extends Record<string, unknown> {
  readonly runId: string;
  readonly step: string;
  readonly kind: 'skip' | 'due';
  readonly wanted: { readonly dueAt?: string; readonly also?: readonly { step: string; dueAt: string }[] };
  readonly reason: string;
  readonly askedBy: string;
  readonly asker: string;
  readonly deciderId: string;
  readonly state: string;
  readonly decidedBy: string | null;
}

/**
 * Decides what somebody asked for; approved, it happens at once, in the name of who decides. Throws a 403 problem for anybody but the member asked,
 * a manager or an admin, and a 409 problem when it has been decided, naming by whom, or the step is not open any more.
 */
export function decideException(
  database: Database,
  actor: Actor,
  id: string,
  input: z.input<typeof exceptionDecision>,
): Promise<void> {
  mayI(actor, 'read');
  const { decision, reason } = exceptionDecision.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const exception = await findException(tx, id);
    checkDecider(actor, exception);
    await tx.execute(
      `update run_exception set state = $3, decided_by = $4, decided_at = now(), decision_reason = $5
       where organisation_id = $1 and id = $2`,
      [tx.organisationId, id, decision, actor.memberId, reason ?? null],
    );
    await recordAudit(tx, {
      action: `exception.${decision}`,
      entity: 'exception',
      entityId: id,
      before: { state: 'open' },
      after: { state: decision },
      ...(reason && { reason }),
    });
    if (decision === 'approved') await carryOut(tx, id, exception);
  });
}

async function findException(tx: Transaction, id: string): Promise<Exception> {
  const { runId } = await tx.one<{ runId: string }>(
    'exception',
    'select run_id as "runId" from run_exception where organisation_id = $1 and id = $2',
    [tx.organisationId, id],
  );
  // The run first, as everybody who moves it does.
  await lockRun(tx, runId);
  return tx.one<Exception>(
    'exception',
    `select e.run_id as "runId", e.step_id as step, e.kind, e.wanted, e.reason, e.asked_by as "askedBy", a.name as asker,
       e.decider_id as "deciderId", e.state, d.name as "decidedBy"
     from run_exception e
     join member a on a.organisation_id = $1 and a.id = e.asked_by
     left join member d on d.organisation_id = $1 and d.id = e.decided_by
     where e.organisation_id = $1 and e.id = $2 for update of e`,
    [tx.organisationId, id],
  );
}

/** An executive decides what they were asked, though they do no other work here; a key needs the scope to write. */
function checkDecider(actor: Actor, { deciderId, askedBy, state, decidedBy }: Exception): void {
  if (actor.kind === 'api_key') mayI(actor, 'work');
  const isAsked = actor.memberId === deciderId && actor.memberId !== askedBy;
  if (!isAsked && !decidesAlone(actor))
    throw problem(403, 'Only the member who was asked, a manager or an admin can decide this.');
  if (state === 'withdrawn') throw problem(409, 'This was withdrawn by the member who asked.');
  if (state !== 'open') throw problem(409, `${decidedBy ?? 'Somebody'} has ${state} this already.`);
}

async function carryOut(
  tx: Transaction,
  id: string,
  { runId, step, kind, wanted, reason, asker }: Exception,
): Promise<void> {
  const { definition } = await lockRun(tx, runId);
  const why = `${reason} (asked by ${asker}, approved by ${tx.actor.name})`;
  const happening: RunHappening =
    kind === 'skip'
      ? { kind: 'step_skipped', step, reason: why }
      : {
          kind: 'due_changed',
          step,
          dueAt: new Date(wanted.dueAt!),
          ...(wanted.also && { also: wanted.also.map((one) => ({ step: one.step, dueAt: new Date(one.dueAt) })) }),
          reason: why,
        };
  const moved = await moveByHand(tx, runId, happening, `exception:${id}`);
  const skipped = isRequired(definition, step) ? 'required_skipped' : 'optional_skipped';
  await recordDeviation(tx, moved, { kind: kind === 'due' ? 'due_moved' : skipped, step, reason, exceptionId: id });
}
