import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { emit } from '../jobs/enqueue.ts';
import { problem } from '../lib/problem.ts';
import { checkModel, loadFactCatalogue } from './check-model.ts';
import { describeModelChange } from './describe-change.ts';
import { healthModelSchema } from './health-model.ts';
import { loadHealthModel } from './load-model.ts';

/** A model, why it is so, and the version it was made from: another one in between is not overwritten. */
export const modelChange = z.strictObject({
  model: healthModelSchema,
  reason: z.string().trim().min(3, 'Say in a sentence why the model changes.').max(2000, 'At most 2,000 characters.'),
  basedOn: z.int().min(0),
});

/**
 * Makes a model the organisation's own as a new version; every account is then diagnosed by it. Earlier days keep the health they had.
 * Throws a 409 problem when somebody else has changed the model since, or when nothing is different.
 */
export function changeModel(
  database: Database,
  actor: Actor,
  input: z.input<typeof modelChange>,
): Promise<{ version: number; changes: string[] }> {
  mayI(actor, 'manage_health');
  const { model: given, reason, basedOn } = modelChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const model = checkModel(given, await loadFactCatalogue(tx));
    // Two who save at once come one after the other.
    await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
    const before = await loadHealthModel(tx);
    if (before.version !== basedOn)
      throw problem(
        409,
        'The health model has been changed since you opened it. Load it again, and make your change there.',
      );
    const changes = describeModelChange(before.model, model);
    if (changes.length === 0) throw problem(409, 'This is the model that is in force already.');
    const version = before.version + 1;
    await tx.execute(
      `insert into health_model (organisation_id, version, definition, reason, created_by) values ($1, $2, $3, $4, $5)`,
      [tx.organisationId, version, JSON.stringify(model), reason, actor.memberId],
    );
    await recordAudit(tx, {
      action: 'health_model.changed',
      entity: 'health_model',
      entityId: String(version),
      before: { version: before.version },
      after: { version, changes },
      reason,
    });
    await emit(tx, { name: 'health_model.changed', version });
    return { version, changes };
  });
}
