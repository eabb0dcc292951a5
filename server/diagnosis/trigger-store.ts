import type { Transaction } from '../context/transaction.ts';
import { byteaArray, int4Array, textArray } from '../database/binary-array.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import { BLOCK_SIZE, blocksOf, type Rows } from '../signals/columns/rows.ts';
import type { TriggerKind } from './live-trigger.ts';
import { decodeMemory, emptyMemory, encodeMemory, type TriggerMemory } from './trigger-state.ts';

/** The memories of all triggers of an organisation, by playbook and kind. */
export interface TriggerMemories {
  of(playbookKey: string, kind: TriggerKind): TriggerMemory;
  /** The last day they were moved to; null when the trigger is new. */
  dayOf(playbookKey: string, kind: TriggerKind): EpochDay | null;
  moveTo(playbookKey: string, kind: TriggerKind, day: EpochDay): void;
}

/** Reads what triggers remember; a new trigger remembers nothing. */
export async function readMemories(tx: Transaction, of: Rows): Promise<TriggerMemories> {
  const stored = await tx.query<{
    playbook_key: string;
    trigger_kind: string;
    block: number;
    as_of: string;
    data: Buffer;
  }>(
    `select playbook_key, trigger_kind, block, as_of, data from trigger_block
     where organisation_id = $1 and ($2::int[] is null or block = any($2))`,
    [tx.organisationId, of.only && blocksOf(of.only)],
  );
  const memories = new Map<string, TriggerMemory>();
  const days = new Map<string, EpochDay>();
  const memoryOf = (key: string) => {
    const memory = memories.get(key) ?? emptyMemory(of.count);
    memories.set(key, memory);
    return memory;
  };
  for (const row of stored) {
    const key = `${row.playbook_key}/${row.trigger_kind}`;
    decodeMemory(row.data, row.block * BLOCK_SIZE, of, memoryOf(key));
    days.set(key, epochDay(row.as_of));
  }
  return {
    of: (playbookKey, kind) => memoryOf(`${playbookKey}/${kind}`),
    dayOf: (playbookKey, kind) => days.get(`${playbookKey}/${kind}`) ?? null,
    moveTo: (playbookKey, kind, day) => void days.set(`${playbookKey}/${kind}`, day),
  };
}

/** Keeps what triggers remember after a day. */
export async function writeMemories(
  tx: Transaction,
  day: EpochDay,
  triggers: readonly { playbookKey: string; kind: TriggerKind; memory: TriggerMemory }[],
): Promise<void> {
  const rows = triggers.flatMap(({ playbookKey, kind, memory }) =>
    Array.from({ length: Math.ceil(memory.since.length / BLOCK_SIZE) }, (_, block) => ({
      playbookKey,
      kind,
      block,
      data: encodeMemory(memory, block * BLOCK_SIZE, Math.min(memory.since.length, (block + 1) * BLOCK_SIZE)),
    })),
  );
  await tx.execute(
    `insert into trigger_block (organisation_id, playbook_key, trigger_kind, block, as_of, data)
     select $1, k.playbook_key, k.trigger_kind, k.block, $2, k.data
     from unnest($3::text[], $4::text[], $5::int4[], $6::bytea[]) k(playbook_key, trigger_kind, block, data)
     on conflict (organisation_id, playbook_key, trigger_kind, block) do update set as_of = excluded.as_of, data = excluded.data`,
    [
      tx.organisationId,
      isoDate(day),
      textArray(rows.map((row) => row.playbookKey)),
      textArray(rows.map((row) => row.kind)),
      int4Array(rows.map((row) => row.block)),
      byteaArray(rows.map((row) => row.data)),
    ],
  );
}
