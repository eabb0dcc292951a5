import { declareAttributes } from '../../accounts/declare-attributes.ts';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { emit } from '../../jobs/enqueue.ts';
import { problem } from '../../lib/problem.ts';
import { rowMapper } from '../csv/map-row.ts';
import { keyOf, printMapping } from '../csv/mapping.ts';
import { type Import, selectImport } from './import-record.ts';
import type { ImportPlan } from './plan-import.ts';
import { planOfImport, type Said } from './plan-of-import.ts';
import { rememberMapping } from './remembered-mapping.ts';

export interface StartOptions {
  /** Until then the queue leaves it alone: somebody else runs it. */
  readonly notBefore?: Date;
}

/**
 * Starts an import that has been uploaded; the queue does the work (`runImport`). Throws a 400 `Problem` with details
 * while the mapping is incomplete or a question is open, a 409 one when the import has been started before. The mapping
 * is remembered for the next file of the source with these columns.
 */
export async function startImport(
  database: Database,
  actor: Actor,
  importId: string,
  said: Said,
  dataDir: string,
  { notBefore }: StartOptions = {},
): Promise<Import> {
  mayI(actor, 'manage_sources');
  const { found, plan } = await planOfImport(database, actor, importId, said, dataDir);
  checkPlan(plan);
  const { mapping, settings } = plan;
  rowMapper(found.kind, mapping, settings.format.columns, settings); // throws for a time zone or currency that is none
  return inOrganisation(database, actor, async (tx) => {
    const started = await tx.execute(
      `update import set state = 'running', mapping = $3, options = $4, started_at = now()
       where organisation_id = $1 and id = $2 and state = 'uploaded'`,
      [tx.organisationId, importId, JSON.stringify(mapping), JSON.stringify(settings)],
    );
    if (started === 0) throw problem(409, 'This import has been started already. Upload the file again to repeat it.');
    if (found.kind === 'accounts') await declareAttributes(tx, attributesOf(plan));
    await rememberMapping(
      tx,
      { sourceId: found.sourceId, kind: found.kind, columns: settings.format.columns },
      { mapping, settings: plan.said },
    );
    await recordAudit(tx, {
      action: 'import.started',
      entity: 'import',
      entityId: importId,
      after: { mapping: printMapping(mapping), timeZone: settings.timeZone, createAccounts: settings.createAccounts },
    });
    await requestRun(tx, importId, notBefore);
    return selectImport(tx, importId);
  });
}

/** Asks the queue to run a started import, or, asked again, to do so at another time. */
export function requestRun(tx: Transaction, importId: string, notBefore?: Date): Promise<void> {
  return emit(
    tx,
    { name: 'import.requested', importId },
    { key: `import:${importId}`, ...(notBefore && { runAt: notBefore }) },
  );
}

function checkPlan({ problems, questions }: ImportPlan): void {
  if (problems.length > 0) throw problem(400, 'The mapping is not complete.', problems);
  if (questions.length > 0) {
    throw problem(
      400,
      'Some columns can be read in two ways. Say which, then start again.',
      questions.map(({ column, problem, mend }) => ({ at: column, problem, mend })),
    );
  }
}

function attributesOf({ mapping, settings }: ImportPlan) {
  return mapping
    .filter(({ target }) => target.startsWith('attributes.'))
    .map(({ target, column, type }) => ({
      key: keyOf(target),
      title: column ?? keyOf(target),
      type: type ?? settings.types[target] ?? 'text',
    }));
}
