import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { dayOf } from '../../lib/days.ts';

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
  /** Days without a word, as the personas of the contact count them; null where none has a cadence, or touches are not logged. */
  readonly quietDays: number | null;
  readonly personas: readonly ContactPersona[];
}

interface ContactPersona {
  readonly key: string;
  readonly name: string;
  readonly cadenceDays: number | null;
  readonly isOverdue: boolean;
}

/** The contacts of an account, those who matter most first, those who left last. 404 for an account that is not here. */
export function listContacts(
  database: Database,
  actor: Actor,
  accountId: string,
  now = new Date(),
): Promise<ListedContact[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { time_zone } = await tx.one<{ time_zone: string }>(
      'account',
      `select o.time_zone from account a join organisation o on o.organisation_id = $1
       where a.organisation_id = $1 and a.id = $2`,
      [tx.organisationId, accountId],
    );
    return tx.query<ListedContact & Record<string, unknown>>(
      `select c.id, c.name, c.email, c.phone, c.title, c.role, c.joined_on as "joinedOn", c.left_on as "leftOn",
         (select max(i.occurred_at) from interaction i
          where i.organisation_id = $1 and i.account_id = $2 and i.contact_id = c.id) as "lastTouchAt",
         p.personas, p."quietDays"
       from contact c cross join lateral (
         select coalesce(jsonb_agg(jsonb_build_object('key', p.key, 'name', p.name, 'cadenceDays', p.cadence_days, 'isOverdue',
             coalesce(c.left_on is null and $3::date - m.quiet_since > p.cadence_days, false)) order by p.name), '[]') as personas,
           max($3::date - m.quiet_since) filter (where p.cadence_days is not null and c.left_on is null) as "quietDays"
         from persona_member m join persona p on p.organisation_id = $1 and p.key = m.persona_key
         where m.organisation_id = $1 and m.contact_id = c.id) p
       where c.organisation_id = $1 and c.account_id = $2
       order by c.left_on is not null,
         array_position('{executive_sponsor,champion,decision_maker,technical,billing,user}'::text[], c.role), lower(c.name), c.id
       limit 500`,
      [tx.organisationId, accountId, dayOf(now, time_zone)],
    );
  });
}
