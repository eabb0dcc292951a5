import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';

/** What accounts can be narrowed by here, each with the number of accounts it has. */
export interface AccountFacets {
  readonly segments: readonly { readonly value: string; readonly count: number }[];
  readonly tiers: readonly { readonly value: string; readonly count: number }[];
  readonly owners: readonly { readonly id: string; readonly name: string; readonly count: number }[];
}

const MOST_VALUES = 100;

/** The segments, tiers and CSMs that accounts of the organisation have, those with most accounts first. */
export function readFacets(database: Database, actor: Actor): Promise<AccountFacets> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const valuesOf = (column: 'segment' | 'tier') =>
      tx.query<{ value: string; count: number }>(
        `select ${column} as value, count(*) as count from account
         where organisation_id = $1 and archived_at is null and ${column} is not null
         group by ${column} order by count(*) desc, ${column} limit ${MOST_VALUES}`,
        [tx.organisationId],
      );
    return {
      segments: await valuesOf('segment'),
      tiers: await valuesOf('tier'),
      owners: await tx.query<{ id: string; name: string; count: number }>(
        `select m.id, m.name, count(*) as count
         from account_team t join member m on m.organisation_id = $1 and m.id = t.member_id
         where t.organisation_id = $1 and t.role = 'csm' and t.valid_to is null
         group by m.id, m.name order by lower(m.name)`,
        [tx.organisationId],
      ),
    };
  });
}
