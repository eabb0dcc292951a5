import { mayI } from '../context/permission.ts';
import type { Transaction } from '../context/transaction.ts';
import { textArray } from '../database/binary-array.ts';
import { storableText } from '../lib/storable-text.ts';
import type { AttributeType } from './know-attributes.ts';

export interface AttributeDeclaration {
  readonly key: string;
  readonly title: string;
  readonly type: AttributeType;
}

/** Makes custom attributes known with a title and a type that was told from more than one value; known ones stay. */
export async function declareAttributes(tx: Transaction, attributes: readonly AttributeDeclaration[]): Promise<void> {
  mayI(tx.actor, 'work');
  if (attributes.length === 0) return;
  await tx.execute(
    `insert into account_attribute (organisation_id, key, title, type)
     select $1, key, title, type from unnest($2::text[], $3::text[], $4::text[]) as a (key, title, type) order by key
     on conflict do nothing`,
    [
      tx.organisationId,
      textArray(attributes.map(({ key }) => key)),
      textArray(attributes.map(({ title }) => storableText(title).slice(0, 200))),
      textArray(attributes.map(({ type }) => type)),
    ],
  );
}
