import type { Transaction } from '../context/transaction.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import { someRows } from '../signals/columns/rows.ts';
import { readRow } from '../signals/read-row.ts';
import { readSnapshots } from '../signals/snapshot.ts';
import { compileSegments, findMoves, type Morning, type Move } from './find-moves.ts';
import { loadSegments } from './load-segments.ts';
import { sayMove } from './say-move.ts';
import { addMembers, writeSegmentMoves } from './write-segment-moves.ts';

/** When members are brought up to date. */
export interface MembershipDay {
  /** The morning whose signals these are. */
  readonly day: EpochDay;
  /** The day that people read as the one of the move. */
  readonly movedOn: EpochDay;
  readonly currency: string;
}

/**
 * Brings the members of every segment to what the rules say of a morning, and keeps who moved and which values did it. The first time that a
 * segment is looked at, all accounts together, nobody is said to have moved. A morning before the last one moves nobody, and neither does a
 * rule whose answer is unknown. The same morning again changes nothing.
 */
export async function keepMembers(tx: Transaction, morning: Morning, when: MembershipDay): Promise<void> {
  const { rows } = morning;
  const isWhole = rows.only === null;
  const segments = (await loadSegments(tx)).filter(({ asOf }) =>
    asOf === null ? isWhole : epochDay(asOf) <= when.day,
  );
  if (segments.length === 0) return;
  const members = await slotsByKey(
    tx,
    `select m.segment_key as key, array_agg(a.slot) as slots from segment_member m
     join account a on a.organisation_id = $1 and a.id = m.account_id
     where m.organisation_id = $1 and ($2::int[] is null or a.slot = any($2)) group by 1`,
    rows.only,
  );
  const movedLater = await slotsByKey(
    tx,
    `select m.segment_key as key, array_agg(a.slot) as slots from segment_move m
     join account a on a.organisation_id = $1 and a.id = m.account_id
     where m.organisation_id = $1 and m.as_of > $2 group by 1`,
    isoDate(when.day),
  );
  const moves = compileSegments(segments, morning).flatMap((one) =>
    findMoves(
      one,
      morning,
      (slot) => members.get(one.segment.key)?.has(slot) ?? false,
      (slot) => movedLater.get(one.segment.key)?.has(slot) ?? false,
    ),
  );
  await keep(tx, moves, morning, when);
  if (isWhole)
    await tx.execute('update segment set as_of = $3 where organisation_id = $1 and key = any($2)', [
      tx.organisationId,
      segments.map(({ key }) => key),
      isoDate(when.day),
    ]);
}

async function keep(tx: Transaction, moves: readonly Move[], morning: Morning, when: MembershipDay): Promise<void> {
  if (moves.length === 0) return;
  const accounts = await tx.query<{ slot: number; id: string }>(
    'select slot, id from account where organisation_id = $1 and slot = any($2::int[]) and archived_at is null',
    [tx.organisationId, [...new Set(moves.map((move) => move.slot))]],
  );
  const idOf = new Map(accounts.map(({ slot, id }) => [slot, id]));
  const living = moves.filter((move) => idOf.has(move.slot));
  const first = living.filter(({ segment }) => segment.asOf === null);
  await addMembers(
    tx,
    first.map(({ segment, slot }) => ({ segmentKey: segment.key, accountId: idOf.get(slot)! })),
    isoDate(when.movedOn),
  );
  const moved = living.filter(({ segment }) => segment.asOf !== null);
  const before = await readBefore(tx, moved, morning, when.day);
  await writeSegmentMoves(
    tx,
    moved.map(({ segment, rule, row, slot, direction }) => ({
      segmentKey: segment.key,
      accountId: idOf.get(slot)!,
      direction,
      cause: 'data',
      because: sayMove(
        rule,
        direction,
        readRow(morning.columns, row, morning.catalogue, morning.labels),
        before?.(slot) ?? null,
        morning.catalogue,
        when.currency,
      ),
    })),
    { movedOn: isoDate(when.movedOn), asOf: isoDate(when.day) },
  );
}

/** Reads the signals of those who moved on the last morning before this one that was kept whole; null when there is none. */
async function readBefore(tx: Transaction, moves: readonly Move[], { catalogue, labels }: Morning, day: EpochDay) {
  if (moves.length === 0) return null;
  const { last } = await tx.one<{ last: string | null }>(
    'organisation',
    `select max(day) as last from signal_block where organisation_id = $1 and day < $2 and signal = 'account.arr'`,
    [tx.organisationId, isoDate(day)],
  );
  if (last === null) return null;
  const rows = someRows([...new Set(moves.map(({ slot }) => slot))].sort((a, b) => a - b));
  const columns = (await readSnapshots(tx, [epochDay(last)], null, rows)).get(epochDay(last));
  return columns ? (slot: number) => readRow(columns, rows.rowOf(slot), catalogue, labels) : null;
}

async function slotsByKey(tx: Transaction, sql: string, value: unknown): Promise<Map<string, Set<number>>> {
  const found = await tx.query<{ key: string; slots: number[] }>(sql, [tx.organisationId, value]);
  return new Map(found.map(({ key, slots }) => [key, new Set(slots)]));
}
