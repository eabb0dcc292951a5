import type { AccountFilter, AccountSort } from './account-filter.ts';

/** What a query over accounts depends on besides the filter. */
export interface QueryContext {
  readonly organisationId: string;
  /** Whose accounts `owner: me` are; null for the system, which has none. */
  readonly memberId: string | null;
  /** The organisation's day, 'YYYY-MM-DD', and currency. */
  readonly today: string;
  readonly currency: string;
  /** Whether there are subscriptions: then they say what an account pays and when it renews, as for signals. */
  readonly hasSubscriptions: boolean;
  /** Whether accounts have amounts in other currencies, which have no rate and are not compared. */
  readonly hasOtherCurrencies: boolean;
}

/** SQL over `account a` in parts; `$1` is the organisation. */
export interface AccountQuery {
  /** Common table expressions, each followed by a comma. */
  readonly before: string;
  readonly from: string;
  readonly where: string;
  readonly orderBy: string;
  readonly values: unknown[];
}

type Join = 'health' | 'owner' | 'paid' | 'situations' | 'runs';

const JOINS: Readonly<Record<Join, string>> = {
  health: 'left join account_health h on h.organisation_id = $1 and h.account_id = a.id',
  owner: `left join account_team t on t.organisation_id = $1 and t.account_id = a.id and t.role = 'csm' and t.valid_to is null
    left join member m on m.organisation_id = $1 and m.id = t.member_id`,
  paid: 'left join paid p on p.account_id = a.id',
  situations: `left join (select account_id, count(*) as count from situation where organisation_id = $1 and state = 'open'
    group by account_id) s on s.account_id = a.id`,
  runs: `left join (select account_id, count(*) as count from run where organisation_id = $1 and state = 'open'
    group by account_id) r on r.account_id = a.id`,
};

/** The lifecycle in its own order, not that of the alphabet. */
const STAGE_ORDER = `array_position('{prospect,onboarding,adoption,growth,renewal,churned}'::text[], a.stage)`;

const SORTS: Readonly<Record<AccountSort, { by: (context: QueryContext) => string; needs: readonly Join[] }>> = {
  name: { by: () => 'lower(a.name)', needs: [] },
  health: { by: () => 'h.score', needs: ['health'] },
  change: { by: () => 'h.change_28d', needs: ['health'] },
  arr: { by: comparableArr, needs: ['paid'] },
  renewal: { by: renewal, needs: ['paid'] },
  owner: { by: () => 'm.name', needs: ['owner'] },
  stage: { by: () => STAGE_ORDER, needs: [] },
  segment: { by: () => 'a.segment', needs: [] },
  tier: { by: () => 'a.tier', needs: [] },
  situations: { by: () => 's.count', needs: ['situations'] },
  runs: { by: () => 'r.count', needs: ['runs'] },
};

/**
 * The query that finds the accounts of a filter in an order: it joins only what filter and order need, so that it stays fast over a
 * hundred thousand accounts.
 */
export function accountQuery(
  filter: AccountFilter,
  sort: { readonly by: AccountSort; readonly isDescending: boolean },
  context: QueryContext,
): AccountQuery {
  const values: unknown[] = [context.organisationId];
  const needs = new Set<Join>(SORTS[sort.by].needs);
  const put = (value: unknown) => `$${values.push(value)}`;
  const conditions = ['a.organisation_id = $1', 'a.archived_at is null', ...conditionsOf(filter, context, needs, put)];
  const before = needs.has('paid') && context.hasSubscriptions ? `${paidAccounts(put(context.today))},` : '';
  if (!context.hasSubscriptions) needs.delete('paid');
  const joins = (Object.keys(JOINS) as Join[]).filter((join) => needs.has(join)).map((join) => JOINS[join]);
  const key = SORTS[sort.by].by(context);
  const direction = sort.isDescending ? 'desc' : 'asc';
  return {
    before,
    from: `account a ${joins.join('\n')}`,
    where: conditions.join(' and '),
    orderBy: `${key} ${direction} nulls last${sort.by === 'name' ? '' : ', a.name'}, a.id`,
    values,
  };
}

function conditionsOf(
  filter: AccountFilter,
  context: QueryContext,
  needs: Set<Join>,
  put: (value: unknown) => string,
): string[] {
  const conditions: string[] = [];
  const { text, band, stage, owner, renewal: window, arrFrom, arrTo, open } = filter;
  if (text) conditions.push(textCondition(text, put));
  if (band?.length) {
    needs.add('health');
    conditions.push(anyOf('h.band', band, put));
  }
  if (stage?.length) conditions.push(anyOf('a.stage', stage, put));
  if (owner) {
    needs.add('owner');
    const member = owner === 'me' ? context.memberId : owner;
    conditions.push(owner === 'none' ? 't.member_id is null' : `t.member_id = ${put(member)}::uuid`);
  }
  if (filter.segment) conditions.push(`a.segment = ${put(filter.segment)}`);
  if (filter.tier) conditions.push(`a.tier = ${put(filter.tier)}`);
  if (window) {
    needs.add('paid');
    conditions.push(renewalCondition(window, renewal(context), () => put(context.today)));
  }
  if (arrFrom !== undefined || arrTo !== undefined) needs.add('paid');
  if (arrFrom !== undefined) conditions.push(`${comparableArr(context)} >= ${put(arrFrom)}::bigint`);
  if (arrTo !== undefined) conditions.push(`${comparableArr(context)} <= ${put(arrTo)}::bigint`);
  if (open) {
    needs.add(open);
    conditions.push(open === 'situations' ? 's.count > 0' : 'r.count > 0');
  }
  return conditions;
}

/** In a form whose number of rows the planner knows well. */
function anyOf(column: string, wanted: readonly string[], put: (value: unknown) => string): string {
  const known = wanted.filter((value) => value !== 'none');
  const parts = [
    ...(known.length > 0 ? [`${column} = any(${put(known)}::text[])`] : []),
    ...(known.length < wanted.length ? [`${column} is null`] : []),
  ];
  return `(${parts.join(' or ')})`;
}

function textCondition(text: string, put: (value: unknown) => string): string {
  const like = put(`%${text.replace(/[\\%_]/g, '\\$&')}%`);
  return `(a.name ilike ${like} or a.domain ilike ${like} or a.id in (select account_id from account_identity i
    where i.organisation_id = $1 and i.external_id = ${put(text)}))`;
}

function renewalCondition(window: string, date: string, putToday: () => string): string {
  if (window === 'none') return `${date} is null`;
  const today = `${putToday()}::date`;
  if (window === 'passed') return `${date} < ${today}`;
  return `${date} between ${today} and ${today} + ${Number(window)}`;
}

/** ARR that can be compared: in the organisation's currency; other currencies have no rate. */
function comparableArr({ hasSubscriptions, hasOtherCurrencies, currency }: QueryContext): string {
  const inOurs = `case when coalesce(a.currency, '${currency}') = '${currency}' then a.arr_minor end`;
  // The bare column is what the index is by.
  const own = hasOtherCurrencies ? inOurs : 'a.arr_minor';
  if (!hasSubscriptions) return own;
  return `case when p.account_id is null then ${own} when p.currency = '${currency}' then p.arr_minor end`;
}

function renewal({ hasSubscriptions }: QueryContext): string {
  return hasSubscriptions ? 'coalesce(p.renews_on, a.renewal_date)' : 'a.renewal_date';
}

/**
 * What accounts pay by the subscriptions that run on a day, and the renewal ahead of them, else the one that has passed: the rule of the
 * signals `account.arr` and `renewal.date`. An account whose subscriptions are in several currencies has no sum.
 */
export function paidAccounts(today: string, only = ''): string {
  return `paid as (
    select account_id, case when min(currency) = max(currency) then sum(arr_minor) end::bigint as arr_minor, min(currency) as currency,
      coalesce(min(renews_on) filter (where renews_on >= ${today}::date), max(renews_on)) as renews_on, sum(seats) as seats
    from subscription
    where organisation_id = $1 and starts_on <= ${today}::date and (ended_on is null or ended_on > ${today}::date) ${only}
    group by account_id)`;
}
