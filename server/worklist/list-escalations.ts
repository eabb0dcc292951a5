import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import type { Level } from '../escalations/escalation-level.ts';
import { type EscalationState, storedEscalation } from '../escalations/escalation-state.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { AccountInList } from './work-item.ts';

export interface EscalationFilter {
  readonly status?: 'open' | 'resolved' | 'closed' | undefined;
  readonly level?: Level | undefined;
  readonly ownerId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly runId?: string | undefined;
}

/** What the clock of an escalation does: `at` is when the time of its level is over, when the clock goes on, or was over. */
export interface ClockInWords {
  readonly kind: 'running' | 'paused' | 'passed' | 'off';
  readonly at: string | null;
  readonly derivation: string | null;
}

export interface EscalationInList {
  readonly id: string;
  readonly number: number;
  readonly status: 'open' | 'resolved' | 'closed';
  readonly issue: string;
  readonly level: Level;
  readonly account: AccountInList;
  readonly owner: { readonly memberId: string; readonly name: string; readonly fallback: string | null };
  readonly clock: ClockInWords;
  readonly isAcknowledged: boolean;
  readonly consent: { readonly level: Level; readonly memberId: string; readonly name: string } | null;
  readonly nextStep: { readonly text: string; readonly on: string | null } | null;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

export type EscalationRow = AccountRow & {
  readonly id: string;
  readonly number: number;
  readonly progress: EscalationState;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
};

/** The columns of an `EscalationRow`, for `escalation e`, its account `a` and its health `h`. */
export const ESCALATION_COLUMNS = `e.id, e.number, e.progress, e.opened_at, e.closed_at, ${ACCOUNT_COLUMNS}`;

/** The register: what is not closed first, the highest level first, the oldest first. At most 500. */
export function listEscalations(
  database: Database,
  actor: Actor,
  filter: EscalationFilter = {},
): Promise<EscalationInList[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => (await findEscalations(tx, filter)).map(escalationInList));
}

function findEscalations(tx: Transaction, filter: EscalationFilter): Promise<EscalationRow[]> {
  return tx.query<EscalationRow>(
    `select ${ESCALATION_COLUMNS}
     from escalation e
     join account a on a.organisation_id = $1 and a.organisation_id = e.organisation_id and a.id = e.account_id
     ${JOIN_HEALTH}
     where e.organisation_id = $1 and ($2::text is null or e.status = $2) and ($3::int is null or e.level = $3)
       and ($4::uuid is null or e.owner_id = $4) and ($5::uuid is null or e.account_id = $5) and ($6::uuid is null or e.run_id = $6)
     order by e.status = 'closed', e.status = 'resolved', e.level desc, e.opened_at, e.id limit 500`,
    [
      tx.organisationId,
      filter.status ?? null,
      filter.level ?? null,
      filter.ownerId ?? null,
      filter.accountId ?? null,
      filter.runId ?? null,
    ],
  );
}

/** The row as people read it in a list. */
export function escalationInList(row: EscalationRow): EscalationInList {
  const progress = storedEscalation(row.id, row.progress);
  const { owner, consent } = progress;
  return {
    id: row.id,
    number: row.number,
    status: progress.status === 'new' ? 'open' : progress.status,
    issue: progress.issue,
    level: progress.level,
    account: accountInList(row),
    owner: owner ?? { memberId: '', name: 'nobody', fallback: null },
    clock: clockOf(progress),
    isAcknowledged: progress.acknowledged !== null,
    consent: consent && { level: consent.level, memberId: consent.of.memberId, name: consent.of.name },
    nextStep: progress.nextStep,
    openedAt: row.opened_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

function clockOf({ clock }: EscalationState): ClockInWords {
  if (clock.kind === 'off') return { kind: 'off', at: null, derivation: null };
  const { at, derivation } = clock.kind === 'paused' ? clock.until : clock.due;
  return { kind: clock.kind, at, derivation };
}
