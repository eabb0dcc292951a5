import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

/** A file that a run has made. */
export interface RunFile {
  readonly name: string;
  readonly contentType: string;
  readonly content: string;
}

/** A file of a run. 404 when it is not here. */
export function readRunFile(database: Database, actor: Actor, runId: string, id: string): Promise<RunFile> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, (tx) =>
    tx.one<RunFile & Record<string, unknown>>(
      'file',
      `select name, content_type as "contentType", content from run_file
       where organisation_id = $1 and run_id = $2 and id = $3`,
      [tx.organisationId, runId, id],
    ),
  );
}
