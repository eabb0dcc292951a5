import { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { SOURCE_COLUMNS, type Source, sourceOf } from './source.ts';

export const newSource = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'Give the source a name, such as the product it tracks.')
    .max(100, 'At most 100 characters.'),
  createsAccounts: z.boolean().default(true),
});

/** Makes a source for the tracking API. 409 when the name is taken. */
export function createSource(database: Database, actor: Actor, input: z.input<typeof newSource>): Promise<Source> {
  mayI(actor, 'manage_sources');
  const { name, createsAccounts } = newSource.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const source = await tx.maybe<Source & Record<string, unknown>>(
      `with s as (
         insert into source (organisation_id, name, kind, creates_accounts) values ($1, $2, 'tracking', $3)
         on conflict (organisation_id, name) do nothing returning *)
       select ${SOURCE_COLUMNS} from s`,
      [tx.organisationId, name, createsAccounts],
    );
    if (!source) throw problem(409, `There is a source named "${name}" already. Choose another name.`);
    await recordAudit(tx, {
      action: 'source.created',
      entity: 'source',
      entityId: source.id,
      after: { name, kind: 'tracking', createsAccounts },
    });
    return sourceOf(source);
  });
}
