import { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../lib/problem.ts';

/** Which days, both ends included, and which measure: all events, the people active, or the key of a metric. */
export const usageQuery = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  by: z.enum(['day', 'week']).default('week'),
  measure: z.string().max(64).default('events'),
});

/** `on` is the day, or the Monday of the week. Times without use are missing: nothing came, which is not the same as zero. */
export interface UsageOverTime {
  readonly points: readonly { readonly on: string; readonly amount: number }[];
  /** The first and the last day on which anything was ever recorded; null for an account that is not tracked. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

/** How much an account used the product over time, in days of the organisation's time zone. People of a week are counted once. */
export function readUsage(
  database: Database,
  actor: Actor,
  accountId: string,
  input: z.input<typeof usageQuery>,
): Promise<UsageOverTime> {
  mayI(actor, 'read');
  const query = usageQuery.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const { slot } = await tx.one<{ slot: number }>(
      'account',
      'select slot from account where organisation_id = $1 and id = $2',
      [tx.organisationId, accountId],
    );
    const ends = await tx.one<{ firstDay: string | null; lastDay: string | null }>(
      'account',
      `select min(day) as "firstDay", max(day) as "lastDay" from usage_day
       where organisation_id = $1 and account_slot = $2 and metric = 0`,
      [tx.organisationId, slot],
    );
    return { points: await pointsOf(tx, slot, query), ...ends };
  });
}

async function pointsOf(
  tx: Transaction,
  slot: number,
  { from, to, by, measure }: z.output<typeof usageQuery>,
): Promise<{ on: string; amount: number }[]> {
  const on = by === 'day' ? 'day' : `date_trunc('week', day::timestamp)::date`;
  if (measure === 'people') {
    return tx.query(
      `select ${on} as "on", count(distinct user_hash)::float8 as amount from usage_user_day
       where organisation_id = $1 and account_slot = $2
         and day = any(array(select generate_series($3::date, $4::date, interval '1 day')::date)) group by 1 order by 1`,
      [tx.organisationId, slot, from, to],
    );
  }
  return tx.query(
    `select ${on} as "on", sum(amount) as amount from usage_day
     where organisation_id = $1 and account_slot = $2 and metric = $5 and day between $3 and $4 group by 1 order by 1`,
    [tx.organisationId, slot, from, to, measure === 'events' ? 0 : await numberOf(tx, measure)],
  );
}

async function numberOf(tx: Transaction, key: string): Promise<number> {
  const metric = await tx.maybe<{ number: number }>(
    'select number from metric where organisation_id = $1 and key = $2',
    [tx.organisationId, key],
  );
  if (!metric) throw notFound('metric');
  return metric.number;
}
