import type { Transaction } from '../context/transaction.ts';
import { byteaArray, int4Array, textArray } from '../database/binary-array.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { type ColumnKind, readRows } from '../signals/columns/read-columns.ts';
import { BLOCK_SIZE, blocksOf, type Rows } from '../signals/columns/rows.ts';
import type { TriggerKind } from './live-trigger.ts';
import { decodeMemory, emptyMemory, encodeMemory, type TriggerMemory } from './trigger-state.ts';

/** So many blocks are encoded and written together. */
const AT_ONCE = 250;

/** The memories of all triggers of an organisation, by playbook and kind. */
export interface TriggerMemories {
  of(playbookKey: string, kind: TriggerKind): TriggerMemory;
  /** The last day they were moved to; null when the trigger is new. */
  dayOf(playbookKey: string, kind: TriggerKind): EpochDay | null;
  moveTo(playbookKey: string, kind: TriggerKind, day: EpochDay): void;
}

const STORED: readonly ColumnKind[] = ['bytes', 'bytes', 'number', 'number', 'bytes'];

/** Reads what triggers remember; a new trigger remembers nothing. */
export async function readMemories(tx: Transaction, of: Rows): Promise<TriggerMemories> {
  const memories = new Map<string, TriggerMemory>();
  const days = new Map<string, EpochDay>();
  const memoryOf = (key: string) => {
    const memory = memories.get(key) ?? emptyMemory(of.count);
    memories.set(key, memory);
    return memory;
  };
  const only = of.only ? `and block in (${[...blocksOf(of.only), -1].join(', ')})` : '';
  await readRows(
    tx.client,
    `select playbook_key, trigger_kind, block, as_of - date '1970-01-01', data from trigger_block
     where organisation_id = ${tx.client.escapeLiteral(tx.organisationId)} ${only}`,
    STORED,
    ([, , block, asOf], bytes) => {
      const key = `${bytes[0]}/${bytes[1]}`;
      decodeMemory(bytes[4]!, block! * BLOCK_SIZE, of, memoryOf(key));
      days.set(key, asOf!);
    },
  );
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
  const blocks = triggers.flatMap(({ playbookKey, kind, memory }) =>
    Array.from({ length: Math.ceil(memory.since.length / BLOCK_SIZE) }, (_, block) => ({
      playbookKey,
      kind,
      block,
      memory,
    })),
  );
  for (let from = 0; from < blocks.length; from += AT_ONCE) {
    const some = blocks.slice(from, from + AT_ONCE);
    await tx.execute(
      `insert into trigger_block (organisation_id, playbook_key, trigger_kind, block, as_of, data)
       select $1, k.playbook_key, k.trigger_kind, k.block, $2, k.data
       from unnest($3::text[], $4::text[], $5::int4[], $6::bytea[]) k(playbook_key, trigger_kind, block, data)
       on conflict (organisation_id, playbook_key, trigger_kind, block) do update set as_of = excluded.as_of, data = excluded.data`,
      [
        tx.organisationId,
        isoDate(day),
        textArray(some.map(({ playbookKey }) => playbookKey)),
        textArray(some.map(({ kind }) => kind)),
        int4Array(some.map(({ block }) => block)),
        byteaArray(some.map(({ memory, block }) => encodeBlock(memory, block))),
      ],
    );
  }
}

function encodeBlock(memory: TriggerMemory, block: number): Buffer {
  return encodeMemory(memory, block * BLOCK_SIZE, Math.min(memory.since.length, (block + 1) * BLOCK_SIZE));
}
