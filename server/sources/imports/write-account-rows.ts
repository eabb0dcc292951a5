import type { AccountFields, Stage } from '../../accounts/account-fields.ts';
import { type Assignment, assignTeam } from '../../accounts/assign-team.ts';
import { type WrittenAccount, writeAccounts } from '../../accounts/write-accounts.ts';
import type { Transaction } from '../../context/transaction.ts';
import type { RecordOf } from '../kinds/record-kind.ts';
import { loadMembers, noSuchMember } from './members.ts';
import {
  type IdentifiedRow,
  isRejected,
  type RecordChange,
  type RowOutcome,
  type WritingContext,
  type WrittenRows,
} from './row-outcome.ts';

type AccountRecord = RecordOf<'accounts'>;

const teamRoles = ['csm', 'account_manager'] as const;

/** Writes rows of an accounts file: their fields with history, attributes and team. */
export async function writeAccountRows(
  tx: Transaction,
  context: WritingContext,
  rows: readonly IdentifiedRow[],
): Promise<WrittenRows> {
  const members = await loadMembers(tx, rows, teamRoles);
  const refused = rows.map(({ mapped }) => noSuchMember(mapped, teamRoles, members, context));
  const accepted = rows.filter((_, at) => !refused[at]);
  const written = await writeAccounts(
    tx,
    context.sourceId,
    accepted.map(({ mapped, externalId }) => ({
      externalId,
      fields: fieldsOf(mapped.record as AccountRecord, context.currency),
      attributes: mapped.custom,
    })),
    { importId: context.importId },
  );
  const team = await assignTeam(tx, teamOf(accepted, written, members));
  const reassigned = new Set(team.map(({ accountId }) => accountId));
  const outcomes = rows.map((_, at): RowOutcome => refused[at] ?? 'unchanged');
  let next = 0;
  for (const [at, outcome] of outcomes.entries()) {
    if (isRejected(outcome)) continue;
    const account = written[next++]!;
    outcomes[at] =
      account.outcome === 'unchanged' && reassigned.delete(account.accountId) ? 'updated' : account.outcome;
  }
  const at = await momentOf(tx);
  return {
    outcomes,
    changes: [
      ...written.flatMap((account) => changeOf(account, at)),
      ...team.map(({ accountId, role, before, memberId }) => ({
        table: 'account_team',
        key: `${accountId} ${role}`,
        before: { memberId: before },
        after: { memberId },
      })),
    ],
  };
}

function fieldsOf(record: AccountRecord, currency: string): Partial<AccountFields> {
  const {
    id: _,
    csm,
    account_manager,
    name,
    stage,
    stage_since,
    arr,
    contract_start,
    renewal_date,
    customer_since,
    kickoff_date,
    ...same
  } = record;
  return {
    ...same,
    ...(name && { name }),
    ...(stage !== undefined && { stage: stage as Stage | null }),
    ...(stage_since !== undefined && { stageSince: stage_since }),
    ...(arr !== undefined && { arrMinor: arr }),
    ...(arr !== undefined && arr !== null && { currency: same.currency ?? currency }),
    ...(contract_start !== undefined && { contractStart: contract_start }),
    ...(renewal_date !== undefined && { renewalDate: renewal_date }),
    ...(customer_since !== undefined && { customerSince: customer_since }),
    ...(kickoff_date !== undefined && { kickoffDate: kickoff_date }),
  };
}

/** One assignment an account and role, where two rows speak of one account the last one's. */
function teamOf(
  rows: readonly IdentifiedRow[],
  written: readonly WrittenAccount[],
  members: ReadonlyMap<string, string>,
): Assignment[] {
  const assignments = new Map<string, Assignment>();
  for (const [at, { mapped }] of rows.entries()) {
    const { accountId } = written[at]!;
    for (const role of teamRoles) {
      const address = (mapped.record as AccountRecord)[role];
      if (address === undefined) continue;
      const memberId = address === null ? null : members.get(address)!;
      assignments.set(`${accountId} ${role}`, { accountId, role, memberId });
    }
  }
  return [...assignments.values()];
}

async function momentOf(tx: Transaction): Promise<number> {
  const { now } = await tx.one<{ now: number }>(
    'moment',
    'select floor(extract(epoch from now()) * 1000)::float8 as now',
  );
  return now;
}

function changeOf({ accountId, outcome, changes }: WrittenAccount, at: number): RecordChange[] {
  if (outcome === 'created') return [{ table: 'account', key: accountId, before: null, after: {} }];
  if (outcome === 'unchanged') return [];
  const side = (which: 'before' | 'after') =>
    Object.fromEntries(
      Object.entries(changes).map(([field, change]) => [
        field,
        which === 'after' ? { value: change.after, at } : change.before,
      ]),
    );
  return [{ table: 'account', key: accountId, before: side('before'), after: side('after') }];
}
