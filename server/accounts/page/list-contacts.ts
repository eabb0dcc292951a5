import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';

/** A person at the customer. Days 'YYYY-MM-DD'. */
export interface ListedContact {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly title: string | null;
  readonly role: string | null;
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
  /** The last interaction with this very person. */
  readonly lastTouchAt: Date | null;
}

/** The contacts of an account, those who matter most first, those who left last. 404 for an account that is not here. */
export function listContacts(database: Database, actor: Actor, accountId: string): Promise<ListedContact[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('account', 'select from account where organisation_id = $1 and id = $2', [
      tx.organisationId,
      accountId,
    ]);
    return tx.query<ListedContact & Record<string, unknown>>(
      `select c.id, c.name, c.email, c.phone, c.title, c.role, c.joined_on as "joinedOn", c.left_on as "leftOn",
         (select max(i.occurred_at) from interaction i
          where i.organisation_id = $1 and i.account_id = $2 and i.contact_id = c.id) as "lastTouchAt"
       from contact c where c.organisation_id = $1 and c.account_id = $2
       order by c.left_on is not null,
         array_position('{executive_sponsor,champion,decision_maker,technical,billing,user}'::text[], c.role), lower(c.name), c.id
       limit 500`,
      [tx.organisationId, accountId],
    );
  });
}
