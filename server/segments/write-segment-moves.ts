import type { Transaction } from '../context/transaction.ts';
import { textArray, uuidArray } from '../database/binary-array.ts';

/** A move of an account, as it is kept. */
export interface KeptMove {
  readonly segmentKey: string;
  readonly accountId: string;
  readonly direction: 'in' | 'out';
  readonly cause: 'data' | 'rule';
  /** In words, what did it. */
  readonly because: string;
}

/** Changes the members as the moves say. Both days 'YYYY-MM-DD': the one that people read, and the morning whose values did it. */
export async function writeSegmentMoves(
  tx: Transaction,
  moves: readonly KeptMove[],
  days: { readonly movedOn: string; readonly asOf: string },
): Promise<void> {
  if (moves.length === 0) return;
  const sorted = [...moves].sort((a, b) => order(a).localeCompare(order(b)));
  await addMembers(tx, inward(sorted), days.movedOn);
  const outward = sorted.filter((move) => move.direction === 'out');
  await tx.execute(
    `delete from segment_member m using unnest($2::text[], $3::uuid[]) o(segment_key, account_id)
     where m.organisation_id = $1 and m.segment_key = o.segment_key and m.account_id = o.account_id`,
    [
      tx.organisationId,
      textArray(outward.map((one) => one.segmentKey)),
      uuidArray(outward.map((one) => one.accountId)),
    ],
  );
  await tx.execute(
    `insert into segment_move (organisation_id, moved_on, as_of, segment_key, account_id, direction, cause, because)
     select $1, $2, $3, * from unnest($4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[])`,
    [
      tx.organisationId,
      days.movedOn,
      days.asOf,
      textArray(sorted.map((one) => one.segmentKey)),
      uuidArray(sorted.map((one) => one.accountId)),
      textArray(sorted.map((one) => one.direction)),
      textArray(sorted.map((one) => one.cause)),
      textArray(sorted.map((one) => one.because)),
    ],
  );
}

/** Takes accounts into segments, without a word in the history: they were in when the segment was first looked at. */
export async function addMembers(
  tx: Transaction,
  members: readonly Pick<KeptMove, 'segmentKey' | 'accountId'>[],
  since: string,
): Promise<void> {
  if (members.length === 0) return;
  await tx.execute(
    `insert into segment_member (organisation_id, since, segment_key, account_id)
     select $1, $2, * from unnest($3::text[], $4::uuid[]) on conflict do nothing`,
    [
      tx.organisationId,
      since,
      textArray(members.map((one) => one.segmentKey)),
      uuidArray(members.map((one) => one.accountId)),
    ],
  );
}

function inward(moves: readonly KeptMove[]): KeptMove[] {
  return moves.filter((move) => move.direction === 'in');
}

function order({ segmentKey, accountId }: KeptMove): string {
  return `${segmentKey}/${accountId}`;
}
