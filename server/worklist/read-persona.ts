import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf } from '../lib/days.ts';
import { findNeeding, type Needing } from '../personas/find-needing.ts';
import { type RuleMenu, readRuleMenu } from '../segments/rule-menu.ts';
import { CONTACT_CATALOGUE } from '../signals/contacts/contact-signals.ts';
import type { ConditionLine } from './condition-lines.ts';
import { contactRuleLines, sayContactRule } from './contact-rules.ts';
import { type PersonaFigures, personaFigures } from './list-personas.ts';

export interface PersonaPage extends PersonaFigures {
  readonly key: string;
  readonly name: string;
  readonly rule: string;
  /** The rule for menus; null when only text can say it. */
  readonly menu: RuleMenu | null;
  readonly sentence: string;
  readonly lines: readonly ConditionLine[];
  readonly cadenceDays: number | null;
  /** The morning whose values the members are of, 'YYYY-MM-DD'; null before the first diagnosis. */
  readonly asOf: string | null;
  readonly needing: readonly Needing[];
  /** At most `LISTED`, those with whom nobody has spoken for longest first. */
  readonly contacts: readonly PersonaContact[];
  /** The latest, at most `LISTED`. */
  readonly moves: readonly PersonaMove[];
}

interface PersonaContact {
  readonly id: string;
  readonly name: string;
  readonly title: string | null;
  readonly account: { readonly id: string; readonly name: string };
  readonly lastTouchAt: Date | null;
  /** Days without a word: since the last touch, else since they joined or became known, or touches are logged; null where they are not. */
  readonly quietDays: number | null;
  readonly isOverdue: boolean;
  readonly since: string;
}

interface PersonaMove {
  readonly id: string;
  /** null for one who was removed. */
  readonly contact: string | null;
  readonly account: { readonly id: string; readonly name: string };
  readonly direction: 'in' | 'out';
  readonly cause: 'data' | 'rule' | 'removed';
  readonly because: string;
  readonly movedOn: string;
}

const LISTED = 200;

/** A persona as a page: its rule in words, who belongs and how long nobody spoke with them, who moved and because of what. 404 for an unknown key. */
export function readPersona(database: Database, actor: Actor, key: string, now = new Date()): Promise<PersonaPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const { name, rule, cadenceDays, asOf } = await tx.one<{
      name: string;
      rule: string;
      cadenceDays: number | null;
      asOf: string | null;
    }>(
      'persona',
      'select name, rule, cadence_days as "cadenceDays", as_of as "asOf" from persona where organisation_id = $1 and key = $2',
      [tx.organisationId, key],
    );
    return {
      key,
      name,
      rule,
      menu: readRuleMenu(rule, CONTACT_CATALOGUE),
      sentence: sayContactRule(rule),
      lines: contactRuleLines(rule),
      cadenceDays,
      asOf,
      ...(await personaFigures(tx, key, now))(key),
      needing: (await findNeeding(tx)).get(key) ?? [],
      contacts: await membersOf(tx, key, dayOf(now, (await organisationOf(tx)).timeZone)),
      moves: await movesOf(tx, key),
    };
  });
}

type Flat<Row extends { account: unknown }> = Omit<Row, 'account'> & { accountId: string; accountName: string };

async function membersOf(tx: Transaction, key: string, today: string): Promise<PersonaContact[]> {
  const rows = await tx.query<Flat<PersonaContact>>(
    `select c.id, coalesce(c.name, c.email, 'Without a name') as name, c.title, a.id as "accountId", a.name as "accountName",
       m.since, t.at as "lastTouchAt", case when c.left_on is null then $3::date - m.quiet_since end as "quietDays",
       coalesce(c.left_on is null and $3::date - m.quiet_since > p.cadence_days, false) as "isOverdue"
     from persona_member m join persona p on p.organisation_id = $1 and p.key = m.persona_key
     join contact c on c.organisation_id = $1 and c.id = m.contact_id
     join account a on a.organisation_id = $1 and a.id = c.account_id and a.archived_at is null
     left join lateral (select max(i.occurred_at) as at from interaction i
       where i.organisation_id = $1 and i.account_id = c.account_id and i.contact_id = c.id
         and i.kind <> 'note' and i.direction <> 'internal') t on true
     where m.organisation_id = $1 and m.persona_key = $2
     order by m.quiet_since nulls last, a.name, 2 limit $4`,
    [tx.organisationId, key, today, LISTED],
  );
  return rows.map(withAccount);
}

async function movesOf(tx: Transaction, key: string): Promise<PersonaMove[]> {
  const rows = await tx.query<Flat<PersonaMove>>(
    `select m.id, m.direction, m.cause, m.because, m.moved_on as "movedOn", a.id as "accountId", a.name as "accountName",
       coalesce(c.name, c.email) as contact
     from persona_move m join account a on a.organisation_id = $1 and a.id = m.account_id
     left join contact c on c.organisation_id = $1 and c.id = m.contact_id
     where m.organisation_id = $1 and m.persona_key = $2 order by m.recorded_at desc, a.name, contact limit $3`,
    [tx.organisationId, key, LISTED],
  );
  return rows.map(withAccount);
}

function withAccount<Row extends { accountId: string; accountName: string }>({ accountId, accountName, ...row }: Row) {
  return { ...row, account: { id: accountId, name: accountName } };
}
