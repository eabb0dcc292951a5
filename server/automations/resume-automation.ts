import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import { notFound } from '../lib/problem.ts';
import { RUN_AUTOMATION } from '../runs/perform-effects.ts';

/** Lets a paused automation go on: the steps that were held are performed now. Returns how many; 404 when it is not paused. */
export function resumeAutomation(
  database: Database,
  actor: Actor,
  playbookKey: string,
  stepId: string,
): Promise<number> {
  mayI(actor, 'manage_playbooks');
  return inOrganisation(database, actor, async (tx) => {
    const pause = await tx.maybe<{ id: string; because: string }>(
      `update automation_pause set resumed_at = now(), resumed_by = $4
       where organisation_id = $1 and playbook_key = $2 and step_id = $3 and resumed_at is null returning id, because`,
      [tx.organisationId, playbookKey, stepId, actor.memberId],
    );
    if (pause === null) throw notFound('paused automation');
    const held = await heldSteps(tx, playbookKey, stepId);
    await enqueueAll(
      tx,
      held.map(({ runId, key }) => ({
        task: RUN_AUTOMATION,
        payload: { run_id: runId, step: stepId, key },
        key: `${key}/resumed/${pause.id}`,
      })),
    );
    await recordAudit(tx, {
      action: 'automation.resumed',
      entity: 'playbook',
      entityId: playbookKey,
      before: { step: stepId, because: pause.because },
      after: { held: held.length },
    });
    return held.length;
  });
}

/** The steps that are to be performed and have no attempt to come: it was let pass while the automation was paused. */
function heldSteps(tx: Transaction, playbookKey: string, stepId: string) {
  return tx.query<{ runId: string; key: string }>(
    `select id as "runId", progress #>> array['steps', $3, 'automation', 'key'] as key from run
     where organisation_id = $1 and playbook_key = $2 and state = 'open'
       and progress #>> array['steps', $3, 'status'] = 'running' and not progress -> 'timers' ? ('retry:' || $3)
     order by id`,
    [tx.organisationId, playbookKey, stepId],
  );
}
