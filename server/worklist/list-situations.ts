import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { AccountInList } from './work-item.ts';

export interface SituationFilter {
  readonly state?: 'open' | 'cleared' | 'dismissed' | undefined;
  readonly accountId?: string | undefined;
  readonly playbookKey?: string | undefined;
  /** At most this many, the newest first. */
  readonly limit?: number | undefined;
}

export interface SituationInList {
  readonly id: string;
  readonly account: AccountInList;
  readonly playbook: { readonly key: string; readonly title: string };
  readonly state: 'open' | 'cleared' | 'dismissed';
  readonly headline: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly run: { readonly id: string; readonly number: number; readonly state: 'open' | 'closed' } | null;
}

/** Situations, the newest first. */
export function listSituations(
  database: Database,
  actor: Actor,
  { state, accountId, playbookKey, limit = 500 }: SituationFilter = {},
): Promise<SituationInList[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const rows = await tx.query<
      AccountRow & {
        id: string;
        playbook_key: string;
        playbook_title: string;
        state: SituationInList['state'];
        headline: string;
        opened_on: string;
        closed_on: string | null;
        run_id: string | null;
        run_number: number | null;
        run_state: 'open' | 'closed' | null;
      }
    >(
      `select s.id, s.playbook_key, p.title as playbook_title, s.state, s.headline, s.opened_on, s.closed_on,
         r.id as run_id, r.number as run_number, r.state as run_state, ${ACCOUNT_COLUMNS}
       from (
         select * from situation s
         where s.organisation_id = $1 and ($2::text is null or s.state = $2) and ($3::uuid is null or s.account_id = $3)
           and ($4::text is null or s.playbook_key = $4)
         order by s.opened_at desc, s.id limit $5) s
       join account a on a.organisation_id = $1 and a.organisation_id = s.organisation_id and a.id = s.account_id
       join playbook p on p.organisation_id = $1 and p.organisation_id = s.organisation_id and p.key = s.playbook_key
       ${JOIN_HEALTH}
       left join lateral (
         select id, number, state from run r where r.organisation_id = $1 and (r.situation_id = s.id or r.id = s.merged_run_id)
         order by r.state desc, r.started_at desc limit 1) r on true
       order by s.opened_at desc, s.id`,
      [tx.organisationId, state ?? null, accountId ?? null, playbookKey ?? null, limit],
    );
    return rows.map((row) => ({
      id: row.id,
      account: accountInList(row),
      playbook: { key: row.playbook_key, title: row.playbook_title },
      state: row.state,
      headline: row.headline,
      openedOn: row.opened_on,
      closedOn: row.closed_on,
      run: row.run_id ? { id: row.run_id, number: row.run_number!, state: row.run_state! } : null,
    }));
  });
}
