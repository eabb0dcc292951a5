import type { Transaction } from '../../context/transaction.ts';
import { int4Array, textArray } from '../../database/binary-array.ts';
import { dayCounter } from '../../lib/day-counter.ts';
import { type CountedEvent, createRollup } from './roll-up.ts';
import { joinUsageWriters } from './usage-lock.ts';
import { addRollup } from './write-rollup.ts';

export interface UserOfAccount {
  readonly userKey: string;
  readonly accountSlot: number;
}

/**
 * Gives events that came before anybody knew whose user it was to the user's account, and counts them. At most `atMost` events, so that a
 * transaction stays short: there may be more where `attributed` reaches that number. Also gives the accounts that have new events.
 */
export async function attributeEvents(
  tx: Transaction,
  sourceId: string,
  users: readonly UserOfAccount[],
  { timeZone, atMost = 5000 }: { readonly timeZone: string; readonly atMost?: number },
): Promise<{ attributed: number; accountSlots: number[] }> {
  if (users.length === 0) return { attributed: 0, accountSlots: [] };
  const { metrics } = await joinUsageWriters(tx);
  const sorted = users.toSorted((a, b) => (a.userKey < b.userKey ? -1 : 1));
  // Locked in the order of their ids: two who do this at once cannot block each other.
  const events = await tx.query<CountedEvent & Record<string, unknown>>(
    `with unattributed as (
       select e.message_id, u.account_slot from unnest($3::text[], $4::int4[]) as u (user_key, account_slot)
       join usage_event e on e.organisation_id = $1 and e.source_id = $2 and e.user_key = u.user_key and e.account_slot is null
       order by e.message_id limit $5 for no key update of e)
     update usage_event e set account_slot = u.account_slot from unattributed u
     where e.organisation_id = $1 and e.source_id = $2 and e.message_id = u.message_id
     returning e.account_slot as "accountSlot", e.event, e.user_key as "userKey", e.occurred_at as "occurredAt", e.properties`,
    [
      tx.organisationId,
      sourceId,
      textArray(sorted.map(({ userKey }) => userKey)),
      int4Array(sorted.map(({ accountSlot }) => accountSlot)),
      atMost,
    ],
  );
  const rollup = createRollup(metrics, dayCounter(timeZone));
  for (const event of events) rollup.add(event);
  const accountDays = rollup.accountDays();
  await addRollup(tx, accountDays);
  return { attributed: events.length, accountSlots: [...new Set(accountDays.map(({ accountSlot }) => accountSlot))] };
}
