import type { Transaction } from '../context/transaction.ts';
import { dayOf } from '../lib/days.ts';
import { compileSegments, findMoves } from './find-moves.ts';
import { lastMorning } from './last-morning.ts';
import type { Segment } from './segment.ts';
import { addMembers, writeSegmentMoves } from './write-segment-moves.ts';

/**
 * Brings the members of a segment at once to what its new rule says of the last diagnosed morning. Of a new segment nobody is said to have
 * moved; after a change of the rule everybody who does has moved because of it (`because`), which starts no playbook. Before the first
 * diagnosis it does nothing.
 */
export async function applyRule(tx: Transaction, segment: Segment, because: string, now = new Date()): Promise<void> {
  const last = await lastMorning(tx);
  const [compiled] = last ? compileSegments([segment], last.morning) : [];
  if (!last || !compiled) return;
  const members = await tx.query<{ slot: number }>(
    `select a.slot from segment_member m join account a on a.organisation_id = $1 and a.id = m.account_id
     where m.organisation_id = $1 and m.segment_key = $2`,
    [tx.organisationId, segment.key],
  );
  const slots = new Set(members.map(({ slot }) => slot));
  const moves = findMoves(
    compiled,
    last.morning,
    (slot) => slots.has(slot),
    () => false,
  );
  const accounts = await tx.query<{ id: string; slot: number; time_zone: string }>(
    `select a.id, a.slot, o.time_zone from account a join organisation o on o.organisation_id = $1
     where a.organisation_id = $1 and a.slot = any($2::int[]) and a.archived_at is null`,
    [tx.organisationId, moves.map(({ slot }) => slot)],
  );
  const directions = new Map(moves.map(({ slot, direction }) => [slot, direction]));
  const kept = accounts.map(({ id, slot }) => ({
    segmentKey: segment.key,
    accountId: id,
    direction: directions.get(slot)!,
    cause: 'rule' as const,
    because,
  }));
  const movedOn = dayOf(now, accounts[0]?.time_zone ?? 'UTC');
  if (segment.asOf === null) await addMembers(tx, kept, movedOn);
  else await writeSegmentMoves(tx, kept, { movedOn, asOf: last.asOf });
  await tx.execute('update segment set as_of = coalesce(as_of, $3) where organisation_id = $1 and key = $2', [
    tx.organisationId,
    segment.key,
    last.asOf,
  ]);
}
