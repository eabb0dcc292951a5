import { randomUUID } from 'node:crypto';
import { recordAudit } from '../audit/record.ts';
import type { Transaction } from '../context/transaction.ts';
import { cancel, emit, enqueue } from '../jobs/enqueue.ts';
import { resolveOwners } from '../runs/resolve-owner.ts';
import { runWorld } from '../runs/run-world.ts';
import { advanceEscalation, type EscalationAdvance } from './advance-escalation.ts';
import type { EscalationWorld } from './enter-level.ts';
import {
  type EscalationEntry,
  type EscalationEvent,
  type EscalationState,
  newEscalation,
  storedEscalation,
} from './escalation-state.ts';
import { levelsOf } from './levels.ts';
import { tellMembers } from './tell-members.ts';

/** The name of the job that the timer of an escalation is. */
export const ESCALATION_TIMER = 'escalation_timer';

/** An escalation as a transaction holds it. */
export interface LockedEscalation {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly accountName: string;
  readonly runId: string | null;
  readonly state: EscalationState;
}

/** A new escalation: what never changes of it. */
export interface NewEscalation {
  readonly accountId: string;
  readonly issueKey: string;
  readonly runId: string | null;
}

/** Locks an escalation until the transaction ends; null when there is none. */
export async function lockEscalation(tx: Transaction, id: string): Promise<LockedEscalation | null> {
  const row = await tx.maybe<LockedEscalation & Record<string, unknown>>(
    `select e.id, e.number, e.account_id as "accountId", a.name as "accountName", e.run_id as "runId", e.progress as state
     from escalation e join account a on a.organisation_id = $1 and a.id = e.account_id
     where e.organisation_id = $1 and e.id = $2 for update of e`,
    [tx.organisationId, id],
  );
  return row && { ...row, state: storedEscalation(id, row.state) };
}

/** Moves a locked escalation by one event and writes all that follows: state, log, timer, messages, audit row. Refused, it writes nothing. */
export async function moveEscalation(
  tx: Transaction,
  escalation: LockedEscalation,
  event: EscalationEvent,
  now: Date,
): Promise<EscalationAdvance> {
  const world = await escalationWorld(tx, escalation.accountId, now);
  const moved = advanceEscalation(escalation.state, event, now, world);
  if (moved.entry === null) return moved;
  await tx.execute(
    `update escalation set status = $3, level = $4, owner_id = $5, owner_fallback = $6, due_at = $7, consent_of = $8, closed_at = $9,
       progress = $10, last_sequence = $11
     where organisation_id = $1 and id = $2`,
    [tx.organisationId, escalation.id, ...columnsOf(moved.state)],
  );
  await writeEntry(tx, escalation, event, moved.state, moved.entry, world);
  return moved;
}

/** Writes an escalation that begins with this event, with the next number of the organisation, whose turn the caller has taken. */
export async function beginEscalation(
  tx: Transaction,
  { accountId, issueKey, runId }: NewEscalation,
  event: EscalationEvent,
  now: Date,
): Promise<{ id: string; number: number; state: EscalationState }> {
  const account = await tx.one<{ name: string }>(
    'account',
    'select name from account where organisation_id = $1 and id = $2',
    [tx.organisationId, accountId],
  );
  const world = await escalationWorld(tx, accountId, now);
  // Who begins one holds the turn of the organisation: numbers have no gaps and come once.
  const { number } = await tx.one<{ number: number }>(
    'escalation',
    'select coalesce(max(number), 0) + 1 as number from escalation where organisation_id = $1',
    [tx.organisationId],
  );
  const id = randomUUID();
  const before = newEscalation(id);
  const { state, entry } = advanceEscalation(before, event, now, world);
  await tx.execute(
    `insert into escalation (organisation_id, id, status, level, owner_id, owner_fallback, due_at, consent_of, closed_at, progress,
       last_sequence, number, account_id, issue, issue_key, run_id, opened_by, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      tx.organisationId,
      id,
      ...columnsOf(state),
      number,
      accountId,
      state.issue,
      issueKey,
      runId,
      tx.actor.memberId,
      now,
    ],
  );
  const begun = { id, number, accountId, accountName: account.name, runId, state: before };
  await writeEntry(tx, begun, event, state, entry!, world);
  return { id, number, state };
}

async function escalationWorld(tx: Transaction, accountId: string, now: Date): Promise<EscalationWorld> {
  const { calendar, timeZone, workdayEnd } = await runWorld(tx, now);
  const owners = await resolveOwners(tx, [accountId]);
  return { levels: await levelsOf(tx), calendar, timeZone, workdayEnd, ownerOf: owners.get(accountId)! };
}

function columnsOf(state: EscalationState): unknown[] {
  const { clock, owner, consent } = state;
  return [
    state.status,
    state.level,
    owner!.memberId,
    owner!.fallback,
    clock.kind === 'running' || clock.kind === 'passed' ? clock.due.at : null,
    consent?.of.memberId ?? null,
    state.closedAt,
    JSON.stringify(state),
    state.sequence,
  ];
}

async function writeEntry(
  tx: Transaction,
  before: LockedEscalation,
  event: EscalationEvent,
  state: EscalationState,
  entry: EscalationEntry,
  world: EscalationWorld,
): Promise<void> {
  await tx.execute(
    `insert into escalation_entry (organisation_id, escalation_id, sequence, event_id, at, actor_kind, actor_id, actor_name, changes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.organisationId,
      before.id,
      entry.sequence,
      entry.eventId,
      entry.at,
      entry.by.kind,
      entry.by.id,
      entry.by.name,
      JSON.stringify(entry.changes),
    ],
  );
  await setTimer(tx, before.state, state);
  await tellMembers(tx, before, entry, state, world);
  if (hasRisen(before.state, state))
    await emit(tx, { name: 'escalation.rose', escalationId: before.id, accountId: before.accountId });
  await recordAudit(tx, {
    action: `escalation.${event.kind}`,
    entity: 'escalation',
    entityId: before.id,
    before: { status: before.state.status, level: before.state.level },
    after: { number: before.number, status: state.status, level: state.level, changes: entry.changes },
    ...('reason' in event && event.reason ? { reason: event.reason } : {}),
  });
}

/** Opened, opened once more, or at a higher level. */
function hasRisen(before: EscalationState, after: EscalationState): boolean {
  return after.status === 'open' && (before.status !== 'open' || after.level > before.level);
}

async function setTimer(tx: Transaction, before: EscalationState, after: EscalationState): Promise<void> {
  if (before.timer?.key === after.timer?.key) return;
  if (before.timer !== null) await cancel(tx, before.timer.key);
  if (after.timer === null) return;
  const { key, at } = after.timer;
  const payload = { escalation_id: after.id, key };
  await enqueue(tx, ESCALATION_TIMER, payload, { key, runAt: new Date(at) });
}
