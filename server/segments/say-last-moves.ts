import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';

/** The last move of each of these accounts in a direction among some segments, in words: "came into Enterprise: seats sold are 260 …". */
export async function sayLastMoves(
  tx: Transaction,
  accountIds: readonly string[],
  keys: readonly string[],
  direction: 'in' | 'out',
): Promise<Map<string, string>> {
  const rows = await tx.query<{ account_id: string; name: string; because: string }>(
    `select distinct on (m.account_id) m.account_id, s.name, m.because
     from segment_move m join segment s on s.organisation_id = $1 and s.key = m.segment_key
     where m.organisation_id = $1 and m.account_id = any($2) and m.segment_key = any($3) and m.direction = $4
     order by m.account_id, m.recorded_at desc`,
    [tx.organisationId, uuidArray(accountIds), keys, direction],
  );
  const verb = direction === 'in' ? 'came into' : 'left';
  return new Map(rows.map(({ account_id, name, because }) => [account_id, `${verb} ${name}: ${because}`]));
}
