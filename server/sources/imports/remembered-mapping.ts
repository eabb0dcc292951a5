import { createHash } from 'node:crypto';
import type { Transaction } from '../../context/transaction.ts';
import type { Mapping } from '../csv/mapping.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import type { ImportSettings, RememberedMapping } from './import-settings.ts';

interface FileShape {
  readonly sourceId: string;
  readonly kind: RecordKindKey;
  readonly columns: readonly string[];
}

/** How a file with the same columns, in whatever order, was imported last time from this source; null when never. */
export async function recallMapping(
  tx: Transaction,
  { sourceId, kind, columns }: FileShape,
): Promise<RememberedMapping | null> {
  return tx.maybe<{ mapping: Mapping; settings: ImportSettings }>(
    `select mapping, options as settings from import_mapping
     where organisation_id = $1 and source_id = $2 and kind = $3 and header_signature = $4`,
    [tx.organisationId, sourceId, kind, signatureOf(columns)],
  );
}

export async function rememberMapping(
  tx: Transaction,
  { sourceId, kind, columns }: FileShape,
  { mapping, settings }: RememberedMapping,
): Promise<void> {
  await tx.execute(
    `insert into import_mapping (organisation_id, source_id, kind, header_signature, mapping, options)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation_id, source_id, kind, header_signature)
       do update set mapping = excluded.mapping, options = excluded.options, used_at = now()`,
    [tx.organisationId, sourceId, kind, signatureOf(columns), JSON.stringify(mapping), JSON.stringify(settings)],
  );
}

function signatureOf(columns: readonly string[]): string {
  const names = columns.map((name) => name.trim().toLowerCase()).sort();
  return createHash('sha256').update(JSON.stringify(names)).digest('base64url');
}
