import type { Actor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { cancel } from '../../jobs/enqueue.ts';
import { problem } from '../../lib/problem.ts';
import type { RowProblem } from '../csv/map-row.ts';
import { createImport, type NewImport } from './create-import.ts';
import { discardImport } from './discard-import.ts';
import { readImport } from './list-imports.ts';
import type { Said } from './plan-of-import.ts';
import { listRejectedRows, type Place } from './rejected-rows.ts';
import { type RunOptions, runImport } from './run-import.ts';
import { requestRun, startImport } from './start-import.ts';

/** What came of an import, as the command line prints it: every row read is created, updated, unchanged or rejected. */
export interface ImportReport {
  readonly import: string;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** One entry a problem; a row with several problems stands there several times. */
  readonly rejected: readonly RowProblem[];
}

/** How long the queue waits for a process that runs an import itself and no longer says so. */
const LEASE_MS = 5 * 60_000;

/**
 * Imports a file from beginning to end, here and now: the verb of the command line. Without a mapping that of last time
 * is used, else a guess. When this process is killed, a server goes on with it some minutes later. Throws a `Problem`,
 * and leaves nothing behind, when the mapping is incomplete or a column can be read in two ways; a 409 one when somebody
 * stops the import.
 */
export async function importFile(
  database: Database,
  actor: Actor,
  file: NewImport,
  said: Said,
  options: RunOptions,
): Promise<ImportReport> {
  const { id } = await createImport(database, actor, file, options.dataDir);
  try {
    await startImport(database, actor, id, said, options.dataDir, { notBefore: leaseFromNow() });
  } catch (error) {
    await discardImport(database, actor, id, options.dataDir);
    throw error;
  }
  const lease = setInterval(() => renew(database, actor, id), LEASE_MS / 5);
  const ended = await runImport(database, actor.organisationId, id, options).finally(() => clearInterval(lease));
  if (ended.state !== 'completed') {
    const mend = 'What is in stays; import the file again to go on.';
    throw problem(409, `The import ended behind row ${ended.rowsRead}. ${ended.problem ?? ''} ${mend}`);
  }
  await inOrganisation(database, actor, (tx) => cancel(tx, `import:${id}`));
  return reportImport(database, actor, id);
}

function leaseFromNow(): Date {
  return new Date(Date.now() + LEASE_MS);
}

/** A lease that cannot be renewed is no harm: two who run an import do not disturb each other. */
function renew(database: Database, actor: Actor, importId: string): void {
  inOrganisation(database, actor, (tx) => requestRun(tx, importId, leaseFromNow())).catch(() => {});
}

/** The report of an import that has ended. */
export async function reportImport(database: Database, actor: Actor, importId: string): Promise<ImportReport> {
  const found = await readImport(database, actor, importId);
  const rejected: RowProblem[] = [];
  let behind: Place | undefined = { row: 0, position: 0 };
  while (behind) {
    const page = await listRejectedRows(database, actor, importId, { behind, limit: 10_000 });
    for (const { row, column, problem, mend } of page)
      rejected.push({ row, ...(column !== null && { column }), problem, mend });
    behind = page.at(-1);
  }
  const { rowsRead: read, rowsCreated: created, rowsUpdated: updated, rowsUnchanged: unchanged } = found;
  return { import: importId, read, created, updated, unchanged, rejected };
}
