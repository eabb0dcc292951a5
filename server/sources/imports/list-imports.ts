import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { type Import, selectImport, selectImports } from './import-record.ts';

/** The imports of the organisation, the newest first. */
export function listImports(database: Database, actor: Actor, limit = 100): Promise<Import[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) => selectImports(tx, limit));
}

/** One import with its progress. */
export function readImport(database: Database, actor: Actor, importId: string): Promise<Import> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) => selectImport(tx, importId));
}
