import type { Transaction } from '../../context/transaction.ts';
import { sayDay } from '../../lib/calendar/due-date.ts';
import { dayOf } from '../../lib/days.ts';
import { keyOf, type SnoozableItem } from './find-items.ts';
import type { Wakes } from './snooze-item.ts';

/** That an item was put aside and is on the list again. */
export interface Return {
  /** Why it is back, without capital and full stop: 'back before Fri 4 Dec: health fell from 62 to 48, red now'. */
  readonly because: string;
  /** The instant since when. */
  readonly since: Date;
  readonly isWorse: boolean;
}

/** After so many days nobody needs to be told any more why an item is on the list. */
const TOLD_DAYS = 90;

/** What the member had put aside and has back, earlier or on its day, by kind and id (`keyOf`). */
export async function listReturns(
  tx: Transaction,
  memberId: string,
  now: Date,
  timeZone: string,
): Promise<Map<string, Return>> {
  const rows = await tx.query<SnoozableItem & { until: Date; wakes: Wakes } & WokenRow>(
    `select item_kind as kind, item_id as id, until, wakes, reason, woken_at as "wokenAt", woken_because as "wokenBecause" from worklist_snooze
     where organisation_id = $1 and member_id = $2 and coalesce(woken_at, until) between $3::timestamptz - make_interval(days => $4) and $3`,
    [tx.organisationId, memberId, now, TOLD_DAYS],
  );
  const sayOf = (at: Date) => sayDay(dayOf(at, timeZone), dayOf(now, timeZone));
  return new Map(
    rows.map((row) => {
      const aside = row.reason === null ? '' : ` (put aside: ${row.reason})`;
      const back =
        row.wokenAt === null || row.wokenBecause === null
          ? { since: row.until, isWorse: false, because: `back since ${sayOf(row.until)}, as you chose${aside}` }
          : { since: row.wokenAt, isWorse: true, because: `${early(row, sayOf)}: ${row.wokenBecause}${aside}` };
      return [keyOf(row), back];
    }),
  );
}

interface WokenRow {
  readonly reason: string | null;
  readonly wokenAt: Date | null;
  readonly wokenBecause: string | null;
}

function early({ wakes, until }: { wakes: Wakes; until: Date }, sayOf: (at: Date) => string): string {
  return wakes === 'when_worse' ? 'back' : `back before ${sayOf(until)}`;
}
