import { systemActor } from '../context/actor.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { moveTasks } from '../runs/move-tasks.ts';
import { resolveOwners } from '../runs/resolve-owner.ts';
import { runWorld } from '../runs/run-world.ts';

/**
 * Somebody has left: each open task that is still theirs falls to the manager of its account, with the reason on it, so that no step has nobody. Done again
 * it finds nothing left to do.
 */
export function catchFallenTasks(
  database: Database,
  organisationId: string,
  memberId: string,
  now = new Date(),
): Promise<number> {
  return inOrganisation(database, systemActor(organisationId), async (tx) => {
    const tasks = await tx.query<{ id: string; accountId: string; name: string }>(
      `select t.id, t.account_id as "accountId", m.name from task t
       join member m on m.organisation_id = $1 and m.id = t.owner_id and m.status = 'left'
       where t.organisation_id = $1 and t.owner_id = $2 and t.state = 'open' order by t.id`,
      [tx.organisationId, memberId],
    );
    if (tasks.length === 0) return 0;
    const owners = await resolveOwners(tx, [...new Set(tasks.map(({ accountId }) => accountId))]);
    const moves = tasks.map(({ id, accountId, name }) => {
      const manager = owners.get(accountId)!('manager');
      const to = {
        memberId: manager.memberId,
        name: manager.name,
        fallback: `${name} has left, and nobody took it over`,
      };
      return { taskId: id, to };
    });
    const moved = await moveTasks(tx, moves, 'Its owner has left', await runWorld(tx, now));
    return moved.length;
  });
}
