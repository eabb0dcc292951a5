import type { AccountInList, Band } from './work-item.ts';

/** The columns of `AccountInList`, for a query in which `account` is `a` and `account_health`, joined from the left, is `h`. */
export const ACCOUNT_COLUMNS = `a.id as account_id, a.name as account_name, a.stage, a.arr_minor, a.currency, a.renewal_date,
  h.band, h.score, h.change_28d`;

/** Joins the health to an account `a`; $1 is the organisation. */
export const JOIN_HEALTH = `left join account_health h on h.organisation_id = $1 and h.organisation_id = a.organisation_id and h.account_id = a.id`;

export type AccountRow = {
  readonly account_id: string;
  readonly account_name: string;
  readonly stage: string | null;
  readonly arr_minor: number | null;
  readonly currency: string | null;
  readonly renewal_date: string | null;
  readonly band: Band | null;
  readonly score: number | null;
  readonly change_28d: number | null;
};

export function accountInList(row: AccountRow): AccountInList {
  return {
    id: row.account_id,
    name: row.account_name,
    stage: row.stage,
    arrMinor: row.arr_minor,
    currency: row.currency,
    renewalDate: row.renewal_date,
    band: row.band,
    score: row.score,
    change28d: row.change_28d,
  };
}
