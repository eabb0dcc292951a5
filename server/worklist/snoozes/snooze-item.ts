import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { MemberActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { emit } from '../../jobs/enqueue.ts';
import { notFound, problem } from '../../lib/problem.ts';
import { findItems, type ItemOfAccount, type SnoozableItem } from './find-items.ts';
import { takeBaseline } from './take-baseline.ts';

/** What brings back what was put aside: its day whatever happens, its day or earlier when it gets worse, or only that it gets worse. */
export const WAKES = ['at_date', 'at_date_or_worse', 'when_worse'] as const;
export type Wakes = (typeof WAKES)[number];

/** Until when something is put aside, and why. `until` is left out where it waits for something worse, and then stands a year ahead. */
export const snoozeInput = z.strictObject({
  wakes: z.enum(WAKES).default('at_date'),
  until: z.coerce.date().optional(),
  reason: z.string().trim().max(2000).optional(),
});

const YEAR = 365 * 86_400_000;
/** A day of grace for who says "in a year". */
const LONGEST = YEAR + 86_400_000;

/**
 * Puts an open task, an open situation or a change of health aside for the acting member and nobody else; its due date and clocks go on. What
 * "worse" is held against is noted now. Snoozed once more, also after it came back, the new choice holds. 404 for what does not exist here, 409 for
 * what is over, 422 for a time that will not do.
 */
export async function snoozeItem(
  database: Database,
  actor: MemberActor,
  item: SnoozableItem,
  input: z.input<typeof snoozeInput>,
  now = new Date(),
): Promise<void> {
  mayI(actor, 'take_part');
  const { wakes, until: asked, reason } = snoozeInput.parse(input);
  const until = untilWhen(wakes, asked, now);
  return inOrganisation(database, actor, async (tx) => {
    const found = await findOpenItem(tx, item);
    const baseline = wakes === 'at_date' ? null : await takeBaseline(tx, found, now);
    await tx.execute(
      `insert into worklist_snooze (organisation_id, member_id, item_kind, item_id, account_id, until, wakes, baseline, reason)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (organisation_id, member_id, item_kind, item_id) do update set until = excluded.until, wakes = excluded.wakes,
         baseline = excluded.baseline, reason = excluded.reason, created_at = now(), woken_at = null, woken_because = null`,
      [
        tx.organisationId,
        actor.memberId,
        item.kind,
        item.id,
        found.accountId,
        until,
        wakes,
        baseline && JSON.stringify(baseline),
        reason || null,
      ],
    );
    await recordAudit(tx, {
      action: 'work_item.snoozed',
      entity: item.kind,
      entityId: item.id,
      after: { until: until.toISOString(), wakes },
      ...(reason ? { reason } : {}),
    });
    const { accountId } = found;
    if (baseline !== null) await emit(tx, { name: 'item.snoozed', accountId }, { key: `item.snoozed:${accountId}` });
  });
}

function untilWhen(wakes: Wakes, until: Date | undefined, now: Date): Date {
  if (wakes === 'when_worse') {
    if (until !== undefined)
      throw problem(422, 'Leave the time out: it comes back when it gets worse, or else after a year.');
    return new Date(now.getTime() + YEAR);
  }
  if (until === undefined) throw problem(422, 'Say until when, or that it comes back only when it gets worse.');
  const ahead = until.getTime() - now.getTime();
  if (!(ahead > 0)) throw problem(422, 'Choose a time that is still to come.');
  if (ahead > LONGEST) throw problem(422, 'Choose a time within a year.');
  return until;
}

const NAMES = { task: 'task', situation: 'situation', band_change: 'change of health' } as const;

/** The item, which has to be here and open. */
export async function findOpenItem(tx: Transaction, item: SnoozableItem): Promise<ItemOfAccount> {
  const [found] = await findItems(tx, [item]);
  if (!found) throw notFound(NAMES[item.kind]);
  if (!found.isOpen) throw problem(409, `This ${NAMES[item.kind]} is closed already.`);
  return found;
}
