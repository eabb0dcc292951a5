import { recordAudit } from '../audit/record.ts';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import type { Database } from '../database/database.ts';
import { lockHandoff } from '../handoffs/handoff.ts';
import { writeWithdrawal } from '../handoffs/withdraw-handoff.ts';
import { problem } from '../lib/problem.ts';
import { moveTasks } from '../runs/move-tasks.ts';
import { runWorld } from '../runs/run-world.ts';
import type { MoveChanges } from './keep-move.ts';
import { placeMembers } from './place-members.ts';

/**
 * Takes a move back: every place and open task that is still with whom the move gave it goes back to who had it, and what was offered and not accepted is
 * withdrawn. What has been changed since stays as it is. 404 when there is none, 409 when it was taken back before or the member has left.
 */
export function undoPortfolioMove(database: Database, actor: MemberActor, id: string, now = new Date()): Promise<void> {
  mayI(actor, 'manage_team');
  return inOrganisation(database, actor, async (tx) => {
    const move = await tx.one<{ changes: MoveChanges; memberId: string | null; undoneAt: Date | null }>(
      'move',
      `select changes, member_id as "memberId", undone_at as "undoneAt" from portfolio_move
       where organisation_id = $1 and id = $2 for update`,
      [tx.organisationId, id],
    );
    if (move.undoneAt) throw problem(409, 'This move has been taken back already.');
    await refuseForLeft(tx, move.memberId);
    const reason = 'A move of accounts was taken back';
    await withdrawOffers(tx, move.changes.handoffs, reason, now);
    await givePlacesBack(tx, move.changes.places, reason);
    await giveTasksBack(tx, move.changes.tasks, reason, now);
    await tx.execute(
      'update portfolio_move set undone_at = $3, undone_by = $4 where organisation_id = $1 and id = $2',
      [tx.organisationId, id, now, actor.memberId],
    );
    await recordAudit(tx, { action: 'portfolio.move_undone', entity: 'portfolio_move', entityId: id });
  });
}

async function refuseForLeft(tx: Transaction, memberId: string | null): Promise<void> {
  if (memberId === null) return;
  const { name, status } = await tx.one<{ name: string; status: string }>(
    'member',
    'select name, status from member where organisation_id = $1 and id = $2 for share',
    [tx.organisationId, memberId],
  );
  if (status === 'left') throw problem(409, `${name} has left. Bring them back first, then take the move back.`);
}

async function withdrawOffers(tx: Transaction, ids: readonly string[], reason: string, now: Date): Promise<void> {
  for (const id of [...ids].sort()) {
    const handoff = await lockHandoff(tx, id);
    if (handoff.state !== 'accepted' && handoff.state !== 'withdrawn') await writeWithdrawal(tx, handoff, reason, now);
  }
}

async function givePlacesBack(tx: Transaction, places: MoveChanges['places'], reason: string): Promise<void> {
  const current = await tx.query<{ accountId: string; role: string; memberId: string }>(
    `select account_id as "accountId", role, member_id as "memberId" from account_team
     where organisation_id = $1 and account_id = any($2) and valid_to is null order by account_id, role for update`,
    [tx.organisationId, uuidArray(places.map(({ accountId }) => accountId))],
  );
  const holder = new Map(current.map((row) => [`${row.accountId} ${row.role}`, row.memberId]));
  const back = places
    .filter(({ accountId, role, after }) => (holder.get(`${accountId} ${role}`) ?? null) === after)
    .map(({ accountId, role, before }) => ({ accountId, role, memberId: before }));
  await placeMembers(tx, back, reason);
}

async function giveTasksBack(tx: Transaction, tasks: MoveChanges['tasks'], reason: string, now: Date): Promise<void> {
  const still = await tx.query<{ id: string; memberId: string; name: string }>(
    `select t.id, m.id as "memberId", m.name
     from unnest($2::uuid[], $3::uuid[], $4::uuid[]) c(id, before, after)
     join task t on t.organisation_id = $1 and t.id = c.id and t.owner_id = c.after and t.state = 'open'
     join member m on m.organisation_id = $1 and m.id = c.before order by t.id`,
    [
      tx.organisationId,
      uuidArray(tasks.map(({ taskId }) => taskId)),
      uuidArray(tasks.map(({ before }) => before)),
      uuidArray(tasks.map(({ after }) => after)),
    ],
  );
  const moves = still.map(({ id, memberId, name }) => ({ taskId: id, to: { memberId, name } }));
  await moveTasks(tx, moves, reason, await runWorld(tx, now));
}
