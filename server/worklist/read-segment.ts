import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type NamingPlaybook, playbooksNaming } from '../segments/playbooks-naming.ts';
import { type RuleMenu, readRuleMenu } from '../segments/rule-menu.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { ConditionLine } from './condition-lines.ts';
import { openCatalogue, openSentences } from './playbook-sentences.ts';
import { type SegmentFigures, segmentFigures } from './segment-figures.ts';
import type { AccountInList } from './work-item.ts';

export interface SegmentPage extends SegmentFigures {
  readonly key: string;
  readonly name: string;
  readonly rule: string;
  /** The rule for menus; null when only text can say it. */
  readonly menu: RuleMenu | null;
  readonly sentence: string;
  readonly lines: readonly ConditionLine[];
  /** The morning whose values the members are of, 'YYYY-MM-DD'; null before the first diagnosis. */
  readonly asOf: string | null;
  readonly currency: string;
  readonly playbooks: readonly NamingPlaybook[];
  /** At most `LISTED`, the largest ARR first. */
  readonly accounts: readonly { readonly account: AccountInList; readonly since: string }[];
  /** The latest, at most `LISTED`. */
  readonly moves: readonly SegmentMove[];
}

export interface SegmentMove {
  readonly id: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly direction: 'in' | 'out';
  readonly cause: 'data' | 'rule';
  readonly because: string;
  readonly movedOn: string;
}

const LISTED = 200;

/** A segment as a page: its rule in words, who belongs to it and since when, who moved and because of what. 404 for an unknown key. */
export function readSegment(database: Database, actor: Actor, key: string): Promise<SegmentPage> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const segment = await tx.one<{ name: string; rule: string; as_of: string | null }>(
      'segment',
      'select name, rule, as_of from segment where organisation_id = $1 and key = $2',
      [tx.organisationId, key],
    );
    const { say, lines, currency } = await openSentences(tx);
    return {
      key,
      name: segment.name,
      rule: segment.rule,
      menu: readRuleMenu(segment.rule, await openCatalogue(tx)),
      sentence: say(segment.rule),
      lines: lines(segment.rule),
      asOf: segment.as_of,
      currency,
      ...(await segmentFigures(tx, key))(key),
      playbooks: (await playbooksNaming(tx)).get(key) ?? [],
      accounts: await membersOf(tx, key),
      moves: await movesOf(tx, key),
    };
  });
}

async function membersOf(tx: Transaction, key: string): Promise<SegmentPage['accounts']> {
  const rows = await tx.query<AccountRow & { since: string }>(
    `select s.since, ${ACCOUNT_COLUMNS}
     from segment_member s join account a on a.organisation_id = $1 and a.id = s.account_id and a.archived_at is null
     ${JOIN_HEALTH}
     where s.organisation_id = $1 and s.segment_key = $2
     order by a.arr_minor desc nulls last, a.name limit $3`,
    [tx.organisationId, key, LISTED],
  );
  return rows.map((row) => ({ account: accountInList(row), since: row.since }));
}

async function movesOf(tx: Transaction, key: string): Promise<SegmentMove[]> {
  const rows = await tx.query<Omit<SegmentMove, 'account'> & { accountId: string; accountName: string }>(
    `select m.id, m.direction, m.cause, m.because, m.moved_on as "movedOn", a.id as "accountId", a.name as "accountName"
     from segment_move m join account a on a.organisation_id = $1 and a.id = m.account_id
     where m.organisation_id = $1 and m.segment_key = $2 order by m.recorded_at desc, a.name limit $3`,
    [tx.organisationId, key, LISTED],
  );
  return rows.map(({ accountId, accountName, ...move }) => ({
    ...move,
    account: { id: accountId, name: accountName },
  }));
}
