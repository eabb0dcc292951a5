import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { type RecordKindKey, recordKindKeys } from '../kinds/record-kinds.ts';
import { removeImportFile, storeImportFile } from './import-file-store.ts';
import { type Import, selectImport } from './import-record.ts';

export interface NewImport {
  readonly kind: RecordKindKey;
  /** The name of the source; one that is new is made. */
  readonly source: string;
  readonly fileName: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Takes a file in: stores it and makes an import of it, which reads nothing yet. The source is found by its name or
 * made. Once this returns, the file is safe.
 */
export async function createImport(
  database: Database,
  actor: Actor,
  { kind, source, fileName, content }: NewImport,
  dataDir: string,
): Promise<Import> {
  mayI(actor, 'manage_sources');
  if (!recordKindKeys.includes(kind)) {
    throw problem(400, `There is nothing called "${kind}" to import. Use one of ${recordKindKeys.join(', ')}.`);
  }
  const name = source.trim();
  if (name === '' || name.length > 100) throw problem(400, 'Give the source a name of up to 100 characters.');
  const id = crypto.randomUUID();
  const file = await storeImportFile(dataDir, id, content);
  try {
    if (file.bytes === 0) throw problem(400, 'The file is empty. Choose a file with a header row and rows of data.');
    return await inOrganisation(database, actor, async (tx) => {
      const sourceId = await ensureSource(tx, name);
      await tx.execute(
        `insert into import (organisation_id, id, source_id, kind, file_name, file_path, file_sha256, bytes_total, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          tx.organisationId,
          id,
          sourceId,
          kind,
          fileName.slice(0, 300),
          file.path,
          file.sha256,
          file.bytes,
          actor.memberId,
        ],
      );
      const created = await selectImport(tx, id);
      await recordAudit(tx, {
        action: 'import.created',
        entity: 'import',
        entityId: id,
        after: { kind, source: name, file: created.fileName, bytes: file.bytes, sha256: file.sha256.toString('hex') },
      });
      return created;
    });
  } catch (error) {
    await removeImportFile(dataDir, id);
    throw error;
  }
}

async function ensureSource(tx: Transaction, name: string): Promise<string> {
  const made = await tx.maybe<{ id: string }>(
    `insert into source (organisation_id, name, kind) values ($1, $2, 'file')
     on conflict (organisation_id, name) do nothing returning id`,
    [tx.organisationId, name],
  );
  if (made) {
    await recordAudit(tx, {
      action: 'source.created',
      entity: 'source',
      entityId: made.id,
      after: { name, kind: 'file' },
    });
    return made.id;
  }
  const found = await tx.one<{ id: string }>(
    'source',
    'select id from source where organisation_id = $1 and name = $2',
    [tx.organisationId, name],
  );
  return found.id;
}
