import type { Transaction } from '../context/transaction.ts';
import { storedEscalation } from '../escalations/escalation-state.ts';
import { accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { FoundItem } from './find-my-items.ts';
import { ESCALATION_COLUMNS, type EscalationRow } from './list-escalations.ts';

/** Open escalations that the member carries, and those that wait for their consent. They cannot be put aside. */
export async function findMyEscalations(tx: Transaction, memberId: string): Promise<FoundItem[]> {
  const rows = await tx.query<EscalationRow & { asks_me: boolean }>(
    `select ${ESCALATION_COLUMNS}, coalesce(e.consent_of = $2, false) as asks_me
     from escalation e
     join account a on a.organisation_id = $1 and a.organisation_id = e.organisation_id and a.id = e.account_id
     ${JOIN_HEALTH}
     where e.organisation_id = $1 and e.status <> 'closed' and (e.owner_id = $2 or e.consent_of = $2)`,
    [tx.organisationId, memberId],
  );
  const stored = rows.map((row) => ({ ...row, progress: storedEscalation(row.id, row.progress) }));
  return stored.map((row) => ({
    kind: 'escalation',
    id: row.id,
    account: accountInList(row),
    title: titleOf(row),
    headline: `${row.account_name}: ${row.progress.issue}`,
    ...dueOf(row),
    since: row.opened_at,
    playbook: null,
    run: null,
    step: null,
    situation: null,
    priority: null,
    toBand: null,
  }));
}

function titleOf({ number, asks_me, progress }: EscalationRow & { asks_me: boolean }): string {
  const { status, level, consent, confirmation, nextStep } = progress;
  const name = `Escalation #${number}`;
  if (asks_me && consent !== null) return `${name} asks for your consent to level ${consent.level}`;
  if (status === 'resolved')
    return `${name}: ${confirmation === null ? 'ask the customer to confirm' : 'review and close it'}`;
  return `${name}, level ${level}: ${nextStep?.text ?? 'say what the next step is'}`;
}

function dueOf({ asks_me, progress }: EscalationRow & { asks_me: boolean }) {
  const { clock, consent } = progress;
  if (asks_me && consent !== null)
    return { dueAt: new Date(consent.remindAt), dueBecause: `asked because ${consent.because}` };
  if (clock.kind === 'running' || clock.kind === 'passed')
    return { dueAt: new Date(clock.due.at), dueBecause: clock.due.derivation };
  return { dueAt: null, dueBecause: null };
}
