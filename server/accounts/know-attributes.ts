import type { Transaction } from '../context/transaction.ts';
import { textArray } from '../database/binary-array.ts';
import { problem } from '../lib/problem.ts';
import { ATTRIBUTE_KEY } from './account-fields.ts';

export type AttributeType = 'number' | 'date' | 'label' | 'boolean' | 'text';

/** Makes sure that custom attributes are known to the organisation; a new one gets the type of the first value seen. */
export async function knowAttributes(
  tx: Transaction,
  rows: Iterable<{ readonly attributes?: Readonly<Record<string, unknown>> }>,
): Promise<void> {
  const types = new Map<string, AttributeType>();
  for (const { attributes } of rows) {
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (types.has(key) || value === null || value === undefined) continue;
      if (!ATTRIBUTE_KEY.test(key))
        throw problem(400, `"${key.slice(0, 100)}" cannot be the key of an attribute: use a-z, 0-9 and _, at most 63.`);
      types.set(key, typeOf(value));
    }
  }
  if (types.size === 0) return;
  await tx.execute(
    `insert into account_attribute (organisation_id, key, title, type)
     select $1, key, title, type from unnest($2::text[], $3::text[], $4::text[]) as a (key, title, type) order by key
     on conflict do nothing`,
    [
      tx.organisationId,
      textArray([...types.keys()]),
      textArray([...types.keys()].map(titleOf)),
      textArray([...types.values()]),
    ],
  );
}

function typeOf(value: unknown): AttributeType {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value !== 'string') return 'text';
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return 'date';
  return value.length <= 60 ? 'label' : 'text';
}

/** 'contract_type' to 'Contract type'. */
function titleOf(key: string): string {
  const words = key.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
