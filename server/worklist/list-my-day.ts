import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { formatValue } from '../expressions/format-value.ts';
import { type DayBlock, DEFAULT_BLOCKS } from '../identity/day-blocks.ts';
import { dayOf, epochDay, isoDate, startOfDay } from '../lib/days.ts';
import { customerSteps } from './customer-steps.ts';
import { type FoundItem, findMyItems } from './find-my-items.ts';
import { placeInDay } from './place-in-day.ts';
import { type PlacingContext, placeItem, QUADRANTS } from './place-item.ts';
import { listReturns, type Return } from './snoozes/come-back.ts';
import { keyOf } from './snoozes/find-items.ts';
import { listSnoozed } from './snoozes/list-snoozed.ts';
import type { SnoozedItem, WorkItem } from './work-item.ts';

/** How far ahead tasks are shown, in days of the organisation. */
const AHEAD = 7;

export interface MyDay {
  /** Today in the organisation's time zone, 'YYYY-MM-DD'. */
  readonly today: string;
  /** The parts of the member's day, in order. */
  readonly blocks: readonly (DayBlock & { readonly isNow: boolean })[];
  readonly items: WorkItem[];
  readonly snoozed: SnoozedItem[];
  /** Open tasks that are due after the days shown. */
  readonly laterTasks: number;
}

/**
 * What the acting member should do or know, in one order: the quadrants of urgent and important, inside them by due date, then by ARR. Their open
 * tasks (due within a week, or `all`), open situations of the accounts they look after that nobody works on, changes of a health band
 * they have not seen. What they snoozed is apart.
 */
export function listMyDay(
  database: Database,
  actor: MemberActor,
  { now = new Date(), all = false }: { now?: Date; all?: boolean } = {},
): Promise<MyDay> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { timeZone, currency, context } = await placingContext(tx, now);
    const today = dayOf(now, timeZone);
    const until = all ? null : startOfDay(isoDate(epochDay(today) + AHEAD + 1), timeZone);
    const found = await findMyItems(tx, actor.memberId, { now, today, until });
    const { blocks, time } = await dayOfMember(tx, actor.memberId, now);
    const withCustomer = await customerSteps(
      tx,
      found.flatMap(({ run }) => run?.id ?? []),
    );
    const returns = await listReturns(tx, actor.memberId, now, timeZone);
    const items = found.map((item) => ({
      item,
      placed: workItem(item, returns.get(keyOf(item)), context, blocks, withCustomer),
    }));
    items.sort(
      (a, b) =>
        QUADRANTS.indexOf(a.placed.quadrant) - QUADRANTS.indexOf(b.placed.quadrant) ||
        dueOrder(a.item) - dueOrder(b.item) ||
        (b.item.account.arrMinor ?? -1) - (a.item.account.arrMinor ?? -1) ||
        a.item.account.name.localeCompare(b.item.account.name) ||
        a.item.id.localeCompare(b.item.id),
    );
    return {
      today,
      blocks: blocks.map((block) => ({ ...block, isNow: block.from <= time && time < block.until })),
      items: items.map(({ placed }) => placed),
      snoozed: await listSnoozed(tx, actor.memberId, now, { timeZone, currency }),
      laterTasks: until ? await countLater(tx, actor.memberId, until) : 0,
    };
  });
}

async function placingContext(
  tx: Transaction,
  now: Date,
): Promise<{ timeZone: string; currency: string; context: PlacingContext }> {
  const organisation = await tx.one<{ time_zone: string; currency: string }>(
    'organisation',
    'select time_zone, currency from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  // Accounts in other currencies are not compared: without a rate a number of yen says nothing about one of euros.
  const { large } = await tx.one<{ large: number | null }>(
    'organisation',
    `select percentile_cont(0.75) within group (order by arr_minor) as large from account
     where organisation_id = $1 and archived_at is null and arr_minor > 0 and coalesce(currency, $2) = $2`,
    [tx.organisationId, organisation.currency],
  );
  return {
    timeZone: organisation.time_zone,
    currency: organisation.currency,
    context: {
      now,
      timeZone: organisation.time_zone,
      largeFrom: large,
      sayMoney: (minor, currency) => formatValue(minor, 'money', { currency }),
    },
  };
}

function workItem(
  found: FoundItem,
  back: Return | undefined,
  context: PlacingContext,
  blocks: readonly DayBlock[],
  withCustomer: ReadonlySet<string>,
): WorkItem {
  const { dueAt, since, priority: _priority, toBand: _toBand, cameBack: _cameBack, ...rest } = found;
  const place = placeItem({ ...found, ...(back && { back }) }, context);
  const isWithCustomer = found.run !== null && withCustomer.has(`${found.run.id} ${found.step}`);
  return {
    ...rest,
    ...place,
    block: placeInDay({ kind: found.kind, quadrant: place.quadrant, isWithCustomer }, blocks),
    dueAt: dueAt?.toISOString() ?? null,
    since: since.toISOString(),
  };
}

/** How the member divides the day, and the time on their clock, 'HH:MM'. */
async function dayOfMember(
  tx: Transaction,
  memberId: string,
  now: Date,
): Promise<{ blocks: readonly DayBlock[]; time: string }> {
  const { blocks, time } = await tx.one<{ blocks: DayBlock[] | null; time: string }>(
    'member',
    `select m.day_blocks as blocks, to_char($3::timestamptz at time zone coalesce(m.time_zone, o.time_zone), 'HH24:MI') as time
     from member m join organisation o on o.organisation_id = $1 where m.organisation_id = $1 and m.id = $2`,
    [tx.organisationId, memberId, now],
  );
  return { blocks: blocks ?? DEFAULT_BLOCKS, time };
}

function dueOrder({ dueAt }: FoundItem): number {
  return dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
}

async function countLater(tx: Transaction, memberId: string, from: Date): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    'organisation',
    `select count(*)::int as count from task where organisation_id = $1 and owner_id = $2 and state = 'open' and due_at >= $3`,
    [tx.organisationId, memberId, from],
  );
  return count;
}
