import { z } from 'zod';
import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { resolveOwners } from '../runs/resolve-owner.ts';
import { runWorld } from '../runs/run-world.ts';
import { lockHandoff } from './handoff.ts';
import { tellRun } from './move-step.ts';
import { recordEntry } from './record-entry.ts';
import { tellMembers } from './tell-members.ts';

/** What the job `handoff_clock` carries. */
const endedClock = z.object({ organisation_id: z.uuid(), handoff_id: z.uuid(), round: z.int() });

/**
 * The job `handoff_clock`: nobody answered in time, so the handoff goes back to its giver, and the manager of the account hears of it. Performed twice, or
 * late, or for a round that was answered, it does nothing.
 */
export async function lapseHandoff(database: Database, payload: unknown, now = new Date()): Promise<void> {
  const { organisation_id, handoff_id, round } = endedClock.parse(payload);
  await inOrganisation(database, systemActor(organisation_id), async (tx) => {
    const known = await tx.maybe('select from handoff where organisation_id = $1 and id = $2', [
      tx.organisationId,
      handoff_id,
    ]);
    if (!known) return;
    const handoff = await lockHandoff(tx, handoff_id);
    if (handoff.state !== 'offered' || handoff.round !== round) return;
    const owners = await resolveOwners(tx, [handoff.accountId]);
    const manager = owners.get(handoff.accountId)!('manager');
    await tx.execute(
      `update handoff set state = 'lapsed', settled_at = $3, escalated_to = $4
       where organisation_id = $1 and id = $2 and state = 'offered'`,
      [tx.organisationId, handoff.id, now, manager.memberId],
    );
    const words = `not accepted in time, so it came back; told ${manager.name}`;
    await recordEntry(
      tx,
      { handoffId: handoff.id, kind: 'lapsed', words, after: { escalatedTo: manager.memberId } },
      now,
    );
    await tellRun(tx, handoff, words, await runWorld(tx, now));
    await tellMembers(tx, handoff, {
      key: `lapsed:${handoff.round}`,
      to: [handoff.giverId],
      subject: 'your handoff came back',
      words: 'Nobody accepted it in time. You carry it: talk to the receiver, or offer it to somebody else.',
    });
    await tellMembers(tx, handoff, {
      key: `escalated:${handoff.round}`,
      to: manager.memberId === handoff.giverId ? [] : [manager.memberId],
      subject: 'a handoff was not accepted in time',
      words: 'It went back to its giver. Decide with both who carries it from now on.',
    });
  });
}
