import { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { organisationOf } from '../../identity/organisation.ts';
import { dayOf } from '../../lib/days.ts';
import { accountFilter, accountSort } from './account-filter.ts';
import { accountQuery, paidAccounts, type QueryContext } from './account-query.ts';

/** A page of the list: filter, order, how many, and how many before them. */
export const accountListing = accountFilter.extend({
  sort: accountSort.prefault('-arr'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  offset: z.coerce.number().int().min(0).default(0),
});

/** An account as a row of the list. Amounts in minor units of `currency`, changes in points, days 'YYYY-MM-DD'. */
export interface ListedAccount {
  readonly id: string;
  readonly name: string;
  readonly domain: string | null;
  readonly stage: string | null;
  readonly segment: string | null;
  readonly tier: string | null;
  readonly arrMinor: number | null;
  readonly currency: string | null;
  readonly renewalDate: string | null;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly band: 'green' | 'yellow' | 'red' | null;
  readonly score: number | null;
  readonly change28d: number | null;
  readonly openSituations: number;
  readonly openRuns: number;
  /** The last day on which they used the product or were in touch. */
  readonly lastActivityOn: string | null;
}

export interface AccountList {
  readonly accounts: readonly ListedAccount[];
  /** How many the filter finds; counted for the first page only. */
  readonly total: number | null;
}

/** Accounts of a filter, in an order, a page at a time. Sorted and counted by the database: the answer is quick over 100,000 accounts. */
export function listAccounts(
  database: Database,
  actor: Actor,
  input: z.input<typeof accountListing> = {},
): Promise<AccountList> {
  mayI(actor, 'read');
  const { sort, limit, offset, ...filter } = accountListing.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const context = await queryContext(tx);
    const { before, from, where, orderBy, values } = accountQuery(filter, sort, context);
    const found = await tx.query<{ id: string }>(
      `with ${before} found as (select a.id from ${from} where ${where} order by ${orderBy} limit ${limit} offset ${offset})
       select id from found`,
      values,
    );
    return {
      accounts: await describe(
        tx,
        found.map((row) => row.id),
        context,
      ),
      total: offset === 0 ? await count(tx, filter, context) : null,
    };
  });
}

/** What queries over accounts depend on. */
export async function queryContext(tx: Transaction, now = new Date()): Promise<QueryContext> {
  const { timeZone, currency } = await organisationOf(tx);
  const has = await tx.one<{ hasSubscriptions: boolean; hasOtherCurrencies: boolean }>(
    'organisation',
    `select exists (select from subscription where organisation_id = $1) as "hasSubscriptions",
       exists (select from account where organisation_id = $1 and currency < $2)
         or exists (select from account where organisation_id = $1 and currency > $2) as "hasOtherCurrencies"`,
    [tx.organisationId, currency],
  );
  return {
    organisationId: tx.organisationId,
    memberId: tx.actor.memberId,
    today: dayOf(now, timeZone),
    currency,
    ...has,
  };
}

async function count(tx: Transaction, filter: z.output<typeof accountFilter>, context: QueryContext): Promise<number> {
  const { before, from, where, values } = accountQuery(filter, { by: 'name', isDescending: false }, context);
  const { total } = await tx.one<{ total: number }>(
    'organisation',
    `with ${before} counted as (select count(*) as total from ${from} where ${where}) select total from counted`,
    values,
  );
  return total;
}

/** The rows of these accounts, in this order. */
async function describe(tx: Transaction, ids: readonly string[], { today }: QueryContext): Promise<ListedAccount[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<
    Omit<ListedAccount, 'owner'> & { ownerId: string | null; ownerName: string | null } & Record<string, unknown>
  >(
    `with ${paidAccounts('$3', 'and account_id = any($2::uuid[])')}
     select a.id, a.name, a.domain, a.stage, a.segment, a.tier, coalesce(p.arr_minor, a.arr_minor) as "arrMinor",
       case when p.arr_minor is null then coalesce(a.currency, o.currency) else p.currency end as currency,
       coalesce(p.renews_on, a.renewal_date) as "renewalDate", m.id as "ownerId", m.name as "ownerName", h.band, h.score,
       h.change_28d as "change28d",
       (select count(*) from situation s where s.organisation_id = $1 and s.account_id = a.id and s.state = 'open') as "openSituations",
       (select count(*) from run r where r.organisation_id = $1 and r.account_id = a.id and r.state = 'open') as "openRuns",
       greatest(
         (select max(u.day) from usage_day u where u.organisation_id = $1 and u.account_slot = a.slot and u.metric = 0),
         (select (max(i.occurred_at) at time zone o.time_zone)::date from interaction i
          where i.organisation_id = $1 and i.account_id = a.id and i.occurred_at <= now())) as "lastActivityOn"
     from unnest($2::uuid[]) with ordinality as wanted (id, place)
     join account a on a.organisation_id = $1 and a.id = wanted.id
     join organisation o on o.organisation_id = $1
     left join paid p on p.account_id = a.id
     left join account_health h on h.organisation_id = $1 and h.account_id = a.id
     left join account_team t on t.organisation_id = $1 and t.account_id = a.id and t.role = 'csm' and t.valid_to is null
     left join member m on m.organisation_id = $1 and m.id = t.member_id
     order by wanted.place`,
    [tx.organisationId, ids, today],
  );
  return rows.map(({ ownerId, ownerName, ...row }) => ({
    ...row,
    owner: ownerId ? { id: ownerId, name: ownerName! } : null,
  }));
}
