import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { ACCOUNT_COLUMN, type AccountFields } from '../account-fields.ts';
import type { TeamRole } from '../assign-team.ts';
import type { AttributeType } from '../know-attributes.ts';
import { paidAccounts } from '../list/account-query.ts';
import { queryContext } from '../list/list-accounts.ts';

/** An account as the head of its page: who they are, what they pay, who looks after them, how they are. Days 'YYYY-MM-DD'. */
export interface AccountPage extends AccountFields {
  readonly id: string;
  readonly attributes: readonly AttributeValue[];
  /** Where ARR, seats, plan and renewal come from: fields can be changed by hand, subscriptions are the source's. */
  readonly paidFrom: 'fields' | 'subscriptions';
  /** In small letters, by the alphabet. */
  readonly tags: readonly string[];
  readonly knownAs: readonly { readonly source: string; readonly externalId: string }[];
  readonly team: readonly TeamMember[];
  readonly health: AccountHealth | null;
  readonly openSituations: number;
  readonly openRuns: number;
  readonly lastTouchpointAt: Date | null;
  /** The next touchpoint that somebody has agreed on, when it lies ahead. */
  readonly nextTouchpoint: string | null;
  readonly archivedAt: Date | null;
}

export interface AttributeValue {
  readonly key: string;
  readonly title: string;
  readonly type: AttributeType;
  readonly value: string | number | boolean | null;
}

export interface TeamMember {
  readonly role: TeamRole;
  readonly memberId: string;
  readonly name: string;
  readonly status: 'invited' | 'active' | 'left';
  readonly since: Date;
}

/** As of the last diagnosis. Changes in points. */
export interface AccountHealth {
  readonly score: number | null;
  readonly band: 'green' | 'yellow' | 'red' | null;
  readonly bandSince: string | null;
  readonly coverage: number;
  readonly change7d: number | null;
  readonly change28d: number | null;
}

/** The head of an account's page. 404 when it is not here. */
export function readAccount(database: Database, actor: Actor, accountId: string): Promise<AccountPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { paid, attributes, ...account } = await readRow(tx, accountId);
    return {
      ...account,
      ...(paid && {
        arrMinor: paid.arrMinor,
        currency: paid.currency,
        seats: paid.seats ?? account.seats,
        renewalDate: paid.renewsOn ?? account.renewalDate,
      }),
      paidFrom: paid ? 'subscriptions' : 'fields',
      attributes: await describeAttributes(tx, attributes),
      knownAs: await identitiesOf(tx, accountId),
      team: await teamOf(tx, accountId),
      health: await healthOf(tx, accountId),
    };
  });
}

interface AccountRow extends AccountFields {
  readonly id: string;
  readonly attributes: Record<string, string | number | boolean | null>;
  readonly paid: { arrMinor: number | null; currency: string; seats: number | null; renewsOn: string | null } | null;
  readonly tags: readonly string[];
  readonly openSituations: number;
  readonly openRuns: number;
  readonly lastTouchpointAt: Date | null;
  readonly nextTouchpoint: string | null;
  readonly archivedAt: Date | null;
}

async function readRow(tx: Transaction, accountId: string): Promise<AccountRow> {
  const { today } = await queryContext(tx);
  const fields = Object.entries(ACCOUNT_COLUMN).map(([field, column]) => `a.${column} as "${field}"`);
  return tx.one<AccountRow & Record<string, unknown>>(
    'account',
    `with ${paidAccounts('$3', 'and account_id = $2')}
     select a.id, ${fields.join(', ')}, a.attributes, a.archived_at as "archivedAt",
       (select jsonb_build_object('arrMinor', p.arr_minor, 'currency', p.currency, 'seats', p.seats, 'renewsOn', p.renews_on)
        from paid p) as paid,
       array(select t.tag from account_tag t where t.organisation_id = $1 and t.account_id = a.id order by t.tag) as tags,
       (select count(*) from situation s where s.organisation_id = $1 and s.account_id = a.id and s.state = 'open') as "openSituations",
       (select count(*) from run r where r.organisation_id = $1 and r.account_id = a.id and r.state = 'open') as "openRuns",
       (select max(i.occurred_at) from interaction i where i.organisation_id = $1 and i.account_id = a.id
          and i.kind <> 'note' and i.direction <> 'internal' and i.occurred_at <= now()) as "lastTouchpointAt",
       (select i.next_touchpoint from interaction i where i.organisation_id = $1 and i.account_id = a.id
          and i.next_touchpoint >= $3::date order by i.occurred_at desc limit 1) as "nextTouchpoint"
     from account a where a.organisation_id = $1 and a.id = $2`,
    [tx.organisationId, accountId, today],
  );
}

async function describeAttributes(
  tx: Transaction,
  values: Readonly<Record<string, string | number | boolean | null>>,
): Promise<AttributeValue[]> {
  const known = await tx.query<{ key: string; title: string; type: AttributeType }>(
    'select key, title, type from account_attribute where organisation_id = $1 order by lower(title), key',
    [tx.organisationId],
  );
  return known.map((attribute) => ({ ...attribute, value: values[attribute.key] ?? null }));
}

function identitiesOf(tx: Transaction, accountId: string): Promise<{ source: string; externalId: string }[]> {
  return tx.query(
    `select s.name as source, i.external_id as "externalId"
     from account_identity i join source s on s.organisation_id = $1 and s.id = i.source_id
     where i.organisation_id = $1 and i.account_id = $2 and s.kind <> 'manual' order by s.name, i.external_id limit 50`,
    [tx.organisationId, accountId],
  );
}

function teamOf(tx: Transaction, accountId: string): Promise<TeamMember[]> {
  return tx.query<TeamMember & Record<string, unknown>>(
    `select t.role, m.id as "memberId", m.name, m.status, t.valid_from as since
     from account_team t join member m on m.organisation_id = $1 and m.id = t.member_id
     where t.organisation_id = $1 and t.account_id = $2 and t.valid_to is null
     order by array_position('{csm,account_manager,support,manager,executive}'::text[], t.role)`,
    [tx.organisationId, accountId],
  );
}

function healthOf(tx: Transaction, accountId: string): Promise<AccountHealth | null> {
  return tx.maybe<AccountHealth & Record<string, unknown>>(
    `select score, band, band_since as "bandSince", coverage, change_7d as "change7d", change_28d as "change28d"
     from account_health where organisation_id = $1 and account_id = $2`,
    [tx.organisationId, accountId],
  );
}
