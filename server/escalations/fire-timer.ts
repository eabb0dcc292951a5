import { z } from 'zod';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { runActor } from '../runs/move-run.ts';
import { lockEscalation, moveEscalation } from './keep-escalation.ts';

/** What the job `escalation_timer` carries. */
const firedTimer = z.object({ organisation_id: z.uuid(), escalation_id: z.uuid(), key: z.string() });

/** The job `escalation_timer`: performed twice it does nothing the second time, and one that was cancelled or set again is known by its key. */
export async function fireEscalationTimer(database: Database, payload: unknown, now = new Date()): Promise<void> {
  const { organisation_id, escalation_id, key } = firedTimer.parse(payload);
  const actor = systemActor(organisation_id);
  await inOrganisation(database, actor, async (tx) => {
    const escalation = await lockEscalation(tx, escalation_id);
    if (escalation === null) return;
    await moveEscalation(tx, escalation, { id: key, by: runActor(actor), kind: 'timer_fired', key }, now);
  });
}
