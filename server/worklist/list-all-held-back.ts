import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { AccountInList } from './work-item.ts';

const LISTED = 200;

/** Which of them: of one reason, of one playbook, of the accounts of one CSM. */
export const heldBackFilter = z.object({
  reason: z.string().max(40).optional(),
  playbook: z.string().max(64).optional(),
  csm: z.uuid().optional(),
});

export interface HeldBackSituation {
  readonly account: AccountInList;
  readonly playbook: { readonly key: string; readonly title: string };
  readonly reason: string;
  /** In words, with what it waits for. */
  readonly detail: string;
  /** Until when, 'YYYY-MM-DD', where that is known. */
  readonly until: string | null;
  /** The day of the diagnosis that held it back. */
  readonly asOf: string;
}

export interface HeldBackList {
  /** How many there are by reason and by playbook, whatever is filtered by these two. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly playbooks: readonly { readonly key: string; readonly title: string; readonly count: number }[];
  readonly total: number;
  /** At most 200, the accounts with the largest ARR first. */
  readonly held: HeldBackSituation[];
}

/** What the last diagnosis of each account found and did not open, with the reason, over the whole organisation. */
export function listAllHeldBack(
  database: Database,
  actor: Actor,
  input: z.input<typeof heldBackFilter>,
): Promise<HeldBackList> {
  mayI(actor, 'read');
  const { reason = null, playbook = null, csm = null } = heldBackFilter.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const from = `from situation_held_back s
      join playbook p on p.organisation_id = $1 and p.key = s.playbook_key
      join account a on a.organisation_id = $1 and a.id = s.account_id and a.archived_at is null
      ${JOIN_HEALTH}
      where s.organisation_id = $1 and ($2::uuid is null or exists (
        select from account_team t where t.organisation_id = $1 and t.account_id = a.id and t.role = 'csm' and t.member_id = $2 and t.valid_to is null))`;
    const counted = await tx.query<{ reason: string; key: string; title: string; count: number }>(
      `select s.reason, p.key, p.title, count(*)::int as count ${from} group by s.reason, p.key, p.title`,
      [tx.organisationId, csm],
    );
    const rows = await tx.query<
      AccountRow & Omit<HeldBackSituation, 'account' | 'playbook'> & { key: string; title: string }
    >(
      `select ${ACCOUNT_COLUMNS}, p.key, p.title, s.reason, s.detail, s.until, s.as_of as "asOf" ${from}
       and ($3::text is null or s.reason = $3) and ($4::text is null or s.playbook_key = $4)
       order by a.arr_minor desc nulls last, a.name, a.id, p.title limit ${LISTED}`,
      [tx.organisationId, csm, reason, playbook],
    );
    const isAsked = (one: { reason: string; key: string }) =>
      (reason === null || one.reason === reason) && (playbook === null || one.key === playbook);
    return {
      reasons: tally(counted, (one) => one.reason).map(([, one, count]) => ({ reason: one.reason, count })),
      playbooks: tally(counted, (one) => one.key).map(([key, { title }, count]) => ({ key, title, count })),
      total: counted.filter(isAsked).reduce((sum, { count }) => sum + count, 0),
      held: rows.map((row) => ({
        account: accountInList(row),
        playbook: { key: row.key, title: row.title },
        reason: row.reason,
        detail: row.detail,
        until: row.until,
        asOf: row.asOf,
      })),
    };
  });
}

/** The sum of the counts for each key, the largest first. */
function tally<Row extends { readonly count: number }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): [key: string, first: Row, count: number][] {
  return [...Map.groupBy(rows, keyOf)]
    .map(([key, group]): [string, Row, number] => [key, group[0]!, group.reduce((sum, { count }) => sum + count, 0)])
    .sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1));
}
