import type { Transaction } from '../context/transaction.ts';
import { uuidArray } from '../database/binary-array.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { MOVE_IS_NEW_DAYS } from '../segments/moved-lately.ts';

/** Which moves start playbooks: into or out of one of these personas, in the two weeks before a day. */
export interface MovesSought {
  readonly keys: readonly string[];
  readonly direction: 'in' | 'out';
  readonly day: EpochDay;
}

/**
 * SQL: the moves `m` of `$2` personas in direction `$3` between `$4` and `$5` of contacts who are still there (or gone). Only values moved
 * them: whom a new rule moves, or who was removed, starts nothing.
 */
const LATELY = `m.organisation_id = $1 and m.persona_key = any($2) and m.direction = $3 and m.cause = 'data'
  and m.as_of > $4 and m.as_of <= $5
  and ($3 = 'in') = exists (select from persona_member s
    where s.organisation_id = $1 and s.persona_key = m.persona_key and s.contact_id = m.contact_id)`;

function values(tx: Transaction, { keys, direction, day }: MovesSought): unknown[] {
  return [tx.organisationId, keys, direction, isoDate(day - MOVE_IS_NEW_DAYS), isoDate(day)];
}

/** The slots of the accounts at which a contact moved; `only` limits to these slots. */
export async function accountsWithMoves(
  tx: Transaction,
  sought: MovesSought,
  only: readonly number[] | null,
): Promise<number[]> {
  const rows = await tx.query<{ slot: number }>(
    `select distinct a.slot from persona_move m join account a on a.organisation_id = $1 and a.id = m.account_id
     where ${LATELY} and ($6::int[] is null or a.slot = any($6))`,
    [...values(tx, sought), only],
  );
  return rows.map((row) => row.slot);
}

/** What moved the contacts of these accounts, the latest first: "Ana Lima came into Champions: role is champion, user before". */
export async function sayContactMoves(
  tx: Transaction,
  sought: MovesSought,
  accountIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ account_id: string; contact: string; persona: string; because: string }>(
    `select m.account_id, coalesce(c.name, c.email, 'Somebody') as contact, p.name as persona, m.because
     from persona_move m join persona p on p.organisation_id = $1 and p.key = m.persona_key
     left join contact c on c.organisation_id = $1 and c.id = m.contact_id
     where ${LATELY} and m.account_id = any($6)
     order by m.account_id, m.as_of desc, m.recorded_at desc, contact`,
    [...values(tx, sought), uuidArray(accountIds)],
  );
  const verb = sought.direction === 'in' ? 'came into' : 'left';
  return new Map(
    [...Map.groupBy(rows, (row) => row.account_id)].map(([account, moves]) => [
      account,
      moves.map(({ contact, persona, because }) => `${contact} ${verb} ${persona}: ${because}`),
    ]),
  );
}
