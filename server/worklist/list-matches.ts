import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { decodeMemory, emptyMemory } from '../diagnosis/trigger-state.ts';
import { isoDate } from '../lib/days.ts';
import { allRows, BLOCK_SIZE, countSlots } from '../signals/columns/rows.ts';
import { ACCOUNT_COLUMNS, type AccountRow, accountInList, JOIN_HEALTH } from './account-in-list.ts';
import type { AccountInList } from './work-item.ts';

/** An account for which the condition of a playbook is true now, and what came of it. */
export interface Match {
  readonly account: AccountInList;
  /** The day since which it has been true, 'YYYY-MM-DD'. */
  readonly since: string;
  readonly situation: string | null;
  /** Why nothing was opened, when nothing was. */
  readonly heldBack: string | null;
}

export interface Matches {
  /** The morning of this day; null before the first diagnosis. */
  readonly asOf: string | null;
  readonly total: number;
  /** At most `LISTED`, the largest ARR first. */
  readonly accounts: Match[];
}

const LISTED = 200;

/** Who matches the condition (or has just entered the stage) of a playbook, as of the last diagnosis. 404 for an unknown playbook. */
export function listMatches(database: Database, actor: Actor, playbookKey: string): Promise<Matches> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('playbook', 'select key from playbook where organisation_id = $1 and key = $2', [
      tx.organisationId,
      playbookKey,
    ]);
    const { asOf, since } = await readMemory(tx, playbookKey);
    const rows = await tx.query<
      AccountRow & { slot: number; situation: string | null; held_back: string | null; total: number }
    >(
      `select a.slot, s.id as situation, b.detail as held_back, count(*) over ()::int as total, ${ACCOUNT_COLUMNS}
       from account a
       ${JOIN_HEALTH}
       left join situation s on s.organisation_id = $1 and s.account_id = a.id and s.playbook_key = $2 and s.state = 'open'
       left join situation_held_back b on b.organisation_id = $1 and b.account_id = a.id and b.playbook_key = $2
       where a.organisation_id = $1 and a.slot = any($3::int[]) and a.archived_at is null
       order by a.arr_minor desc nulls last, a.name limit $4`,
      [tx.organisationId, playbookKey, [...since.keys()], LISTED],
    );
    return {
      asOf,
      total: rows[0]?.total ?? 0,
      accounts: rows.map((row) => ({
        account: accountInList(row),
        since: isoDate(since.get(row.slot)!),
        situation: row.situation,
        heldBack: row.situation === null ? row.held_back : null,
      })),
    };
  });
}

/** By account slot the day since which the trigger has been true; slots for which it is not are missing. */
async function readMemory(
  tx: Transaction,
  playbookKey: string,
): Promise<{ asOf: string | null; since: Map<number, number> }> {
  const blocks = await tx.query<{ block: number; as_of: string; data: Buffer }>(
    `select block, as_of, data from trigger_block
     where organisation_id = $1 and playbook_key = $2 and trigger_kind in ('condition', 'stage')`,
    [tx.organisationId, playbookKey],
  );
  const rows = allRows(await countSlots(tx.client, tx.organisationId));
  const since = new Map<number, number>();
  for (const { block, data } of blocks) {
    // Each kind of trigger remembers by itself.
    const memory = emptyMemory(rows.count);
    decodeMemory(data, block * BLOCK_SIZE, rows, memory);
    for (const [slot, day] of memory.since.entries()) if (day > 0) since.set(slot, day);
  }
  return {
    asOf:
      blocks
        .map((one) => one.as_of)
        .sort()
        .at(-1) ?? null,
    since,
  };
}
