import type { FactTable } from '../../accounts/fact-table.ts';
import { type FactRow, writeFacts } from '../../accounts/write-facts.ts';
import type { Transaction } from '../../context/transaction.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { type ContactBook, loadContacts } from './contact-book.ts';
import { loadMembers, noSuchMember } from './members.ts';
import type { ResolvedAccount } from './resolve-accounts.ts';
import type { IdentifiedRow, RecordChange, RowOutcome, WritingContext, WrittenRows } from './row-outcome.ts';

export type FactKind = Exclude<RecordKindKey, 'accounts' | 'usage'>;

export const factTableOf = {
  contacts: 'contact',
  tickets: 'ticket',
  surveys: 'survey_response',
  invoices: 'invoice',
  deals: 'opportunity',
  subscriptions: 'subscription',
  interactions: 'interaction',
} as const satisfies Record<FactKind, FactTable>;

/** Writes rows of contacts, tickets, surveys, invoices, deals, subscriptions or interactions. */
export async function writeFactRows(
  tx: Transaction,
  context: WritingContext,
  kind: FactKind,
  rows: readonly IdentifiedRow[],
  accountOf: (row: IdentifiedRow) => ResolvedAccount,
): Promise<WrittenRows> {
  const members = await loadMembers(tx, rows, kind === 'interactions' ? ['member'] : []);
  const outcomes: (RowOutcome | undefined)[] = rows.map(({ mapped }) =>
    kind === 'interactions' ? noSuchMember(mapped, ['member'], members, context) : undefined,
  );
  const contacts = await loadContacts(tx, kind === 'contacts' ? [] : rows, accountOf);
  const indices = outcomes.flatMap((outcome, at) => (outcome ? [] : [at]));
  const facts = indices.map((at): FactRow<FactTable> => {
    const row = rows[at]!;
    const { values, unresolved } = columnsOf(kind, valuesOf(row.mapped), context, {
      members,
      contacts,
      accountId: accountOf(row).id,
    });
    return {
      externalId: row.externalId,
      accountId: accountOf(row).id,
      values: values as FactRow<FactTable>['values'],
      attributes: { ...row.mapped.custom, ...unresolved },
    };
  });
  const table = factTableOf[kind];
  const written = await writeFacts(tx, context.sourceId, table, facts);
  const changes: RecordChange[] = [];
  for (const [position, { id, outcome, before = null, mark }] of written.entries()) {
    outcomes[indices[position]!] = outcome;
    if (mark !== null) changes.push({ table, key: id, before, after: mark });
  }
  return { outcomes: outcomes.map((outcome) => outcome ?? 'unchanged'), changes };
}

type Values = Readonly<Record<string, unknown>>;

function valuesOf(mapped: IdentifiedRow['mapped']): Values {
  return mapped.record as Values;
}

/** Fields whose column is called otherwise. */
const renamed: Readonly<Record<string, string>> = { executive: 'is_executive', owner: 'owner_name' };
const amounts: Readonly<Record<string, string>> = { amount: 'amount_minor', arr: 'arr_minor' };

interface Lookups {
  readonly members: ReadonlyMap<string, string>;
  readonly contacts: ContactBook;
  readonly accountId: string;
}

function columnsOf(
  kind: FactKind,
  record: Values,
  { currency }: WritingContext,
  { members, contacts, accountId }: Lookups,
): { values: Values; unresolved: Values } {
  const values: Record<string, unknown> = {};
  let unresolved: Values = {};
  for (const [field, value] of Object.entries(record)) {
    if (field === 'id' || field === 'account' || field === 'scale' || field === 'currency') continue;
    if (field === 'contact') {
      const found = value === null ? null : contacts.find(accountId, String(value));
      values.contact_id = found ?? null;
      // Who it was stays readable, also when no such contact is known yet.
      unresolved = { contact: found ? null : value };
    } else if (field === 'member') values.member_id = value === null ? null : members.get(String(value))!;
    else if (field in amounts) {
      values[amounts[field]!] = value;
      values.currency = value === null ? null : (record.currency ?? currency);
    } else values[renamed[field] ?? field] = value;
  }
  if (kind === 'surveys') values.score = onUsualScale(record);
  return { values, unresolved };
}

/** NPS is 0 to 10 and CSAT 1 to 5; a CSAT score on a scale of its own is moved onto that in equal steps. */
function onUsualScale({ kind, score, scale }: Values): number {
  if (kind === 'nps' || typeof scale !== 'number' || scale === 5) return Number(score);
  const least = scale === 100 ? 0 : 1;
  return 1 + ((Number(score) - least) * 4) / (scale - least);
}
