import type { Transaction } from '../../context/transaction.ts';
import type { CountedEvent } from './roll-up.ts';

const PAGE = 10_000;
/** So many events, or those of one account, are counted again in one go. */
const PORTION = 50_000;

/** Calls `use` with each event that the condition (over `usage_event e`, `$1` is the organisation) selects; memory does not grow. */
export async function readEvents(
  tx: Transaction,
  condition: string,
  values: readonly unknown[],
  use: (event: CountedEvent & { accountSlot: number }) => void,
): Promise<void> {
  await tx.query(
    `declare usage_events no scroll cursor for
     select account_slot as "accountSlot", event, user_key as "userKey", occurred_at as "occurredAt", properties
     from usage_event e where organisation_id = $1 and account_slot is not null and ${condition}`,
    [tx.organisationId, ...values],
  );
  for (;;) {
    const page = await tx.query<CountedEvent & { accountSlot: number }>(`fetch ${PAGE} from usage_events`);
    for (const event of page) use(event);
    if (page.length < PAGE) break;
  }
  await tx.query('close usage_events');
}

/** Accounts from one slot up to, and without, another; without end when it is null. */
export interface SlotRange {
  readonly from: number;
  readonly to: number | null;
}

/** The accounts from a slot on whose events can be counted again in one short transaction. */
export async function nextPortion(tx: Transaction, from: number): Promise<SlotRange> {
  const last = await tx.maybe<{ slot: number }>(
    `select account_slot as slot from usage_event where organisation_id = $1 and account_slot >= $2
     order by account_slot offset ${PORTION} limit 1`,
    [tx.organisationId, from],
  );
  return { from, to: last && Math.max(last.slot, from + 1) };
}

/** The condition for the accounts of a range, as `readEvents` takes it: its two values are `$2` and `$3`. */
export const IN_RANGE = 'account_slot >= $2 and ($3::int4 is null or account_slot < $3)';
