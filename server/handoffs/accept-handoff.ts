import { assignTeam } from '../accounts/assign-team.ts';
import { recordAudits } from '../audit/record.ts';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { moveTasks } from '../runs/move-tasks.ts';
import { type RunWorld, runWorld } from '../runs/run-world.ts';
import { type Handoff, lockHandoff, mayAnswer, teamRoleOf } from './handoff.ts';
import { stopClock } from './handoff-clock.ts';
import { completeHandedOver } from './move-step.ts';
import { recordEntry } from './record-entry.ts';
import { settledProblem } from './settled-problem.ts';
import { tellMembers } from './tell-members.ts';

/**
 * Accepts a handoff: from now on the acting member carries it, and has the role in the account's team for which it was offered. Between two of the same role
 * the giver's open tasks of the account come along. The step of a run that it is becomes done. Of two who accept at once one wins; the other gets a 409
 * problem that names them. 403 for who was not asked.
 */
export function acceptHandoff(database: Database, actor: MemberActor, id: string, now = new Date()): Promise<void> {
  mayI(actor, 'work');
  return inOrganisation(database, actor, async (tx) => {
    const handoff = await lockHandoff(tx, id);
    if (handoff.state !== 'offered') {
      if (handoff.state === 'accepted' && handoff.settledBy === actor.memberId) return;
      throw await settledProblem(tx, handoff);
    }
    if (!mayAnswer(handoff, actor))
      throw problem(403, 'This was offered to somebody else. They can accept it, or a manager for them.');
    if (handoff.giverId === actor.memberId)
      throw problem(409, 'You carry this yourself: a handoff takes two. Withdraw it, or offer it to somebody else.');
    await tx.execute(
      `update handoff set state = 'accepted', receiver_id = $3, settled_at = $4, settled_by = $3
       where organisation_id = $1 and id = $2 and state = 'offered'`,
      [tx.organisationId, id, actor.memberId, now],
    );
    await stopClock(tx, id, handoff.round);
    const words = `accepted "${handoff.subject}"`;
    await recordEntry(
      tx,
      { handoffId: id, kind: 'accepted', words, after: { receiverId: actor.memberId, giverId: handoff.giverId } },
      now,
    );
    const world = await runWorld(tx, now);
    await takeRole(tx, handoff, actor, world);
    await completeHandedOver(tx, handoff, `${actor.name} ${words}`, world);
    await tellMembers(tx, handoff, {
      key: `accepted:${handoff.round}`,
      to: [handoff.giverId, ...(handoff.receiverId ? [handoff.receiverId] : [])],
      subject: `${actor.name} accepted the handoff`,
      words: `From now on ${actor.name} carries it.`,
    });
  });
}

/** Gives the receiver the role in the account's team, with the history kept, and, between two of one role, the giver's open tasks. */
async function takeRole(tx: Transaction, handoff: Handoff, actor: MemberActor, world: RunWorld): Promise<void> {
  const role = teamRoleOf(handoff.receiverRole);
  if (role === null) return;
  const reason = `Handed over: ${handoff.subject}`;
  const changes = await assignTeam(tx, [{ accountId: handoff.accountId, role, memberId: actor.memberId }]);
  await recordAudits(
    tx,
    changes.map((change) => ({
      action: 'account.team_changed',
      entity: 'account',
      entityId: change.accountId,
      before: { role, memberId: change.before },
      after: { role, memberId: change.memberId },
      reason,
    })),
  );
  if (handoff.giverRole !== handoff.receiverRole) return;
  const tasks = await tx.query<{ id: string }>(
    `select id from task where organisation_id = $1 and account_id = $2 and owner_id = $3 and state = 'open' order by id`,
    [tx.organisationId, handoff.accountId, handoff.giverId],
  );
  const to = { memberId: actor.memberId, name: actor.name };
  await moveTasks(
    tx,
    tasks.map(({ id }) => ({ taskId: id, to })),
    reason,
    world,
  );
}
