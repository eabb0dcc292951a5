import type { MemberActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { organisationOf } from '../../identity/organisation.ts';
import type { SnoozableItem } from './find-items.ts';
import { sayLimits } from './say-worse.ts';
import { findOpenItem } from './snooze-item.ts';
import { takeBaseline } from './take-baseline.ts';

/** What would count as worse if the item were put aside now, a line each. Writes nothing. 404 for what does not exist here, 409 for what is over. */
export function foreseeWorse(
  database: Database,
  actor: MemberActor,
  item: SnoozableItem,
  now = new Date(),
): Promise<{ lines: string[] }> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const baseline = await takeBaseline(tx, await findOpenItem(tx, item), now);
    return { lines: sayLimits(baseline, await organisationOf(tx)) };
  });
}
