import type { z } from 'zod';
import { recordAudit } from '../audit/record.ts';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { problem } from '../lib/problem.ts';
import { newSource } from './create-source.ts';
import { SOURCE_COLUMNS, type Source, sourceOf } from './source.ts';

/** Either of the two; what is left out stays. */
export const sourceChange = newSource.omit({ createsAccounts: true }).partial().extend({
  createsAccounts: newSource.shape.createsAccounts.unwrap().optional(),
});

/** Renames a source, or says whether its calls may make accounts (in force within five seconds). 409 when the name is taken. */
export function changeSource(
  database: Database,
  actor: Actor,
  id: string,
  input: z.input<typeof sourceChange>,
): Promise<Source> {
  mayI(actor, 'manage_sources');
  const change = sourceChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const before = await find(tx, id);
    const name = change.name ?? before.name;
    const createsAccounts = change.createsAccounts ?? before.createsAccounts;
    if (name === before.name && createsAccounts === before.createsAccounts) return before;
    const isTaken = await tx.maybe('select 1 from source where organisation_id = $1 and name = $2 and id <> $3', [
      tx.organisationId,
      name,
      id,
    ]);
    if (isTaken) throw problem(409, `There is a source named "${name}" already. Choose another name.`);
    await tx.execute('update source set name = $3, creates_accounts = $4 where organisation_id = $1 and id = $2', [
      tx.organisationId,
      id,
      name,
      createsAccounts,
    ]);
    await recordAudit(tx, {
      action: 'source.changed',
      entity: 'source',
      entityId: id,
      before: { name: before.name, createsAccounts: before.createsAccounts },
      after: { name, createsAccounts },
    });
    return { ...before, name, createsAccounts };
  });
}

async function find(tx: Transaction, id: string): Promise<Source> {
  const row = await tx.one<Source & Record<string, unknown>>(
    'source',
    `select ${SOURCE_COLUMNS} from source s where s.organisation_id = $1 and s.id = $2 for update`,
    [tx.organisationId, id],
  );
  return sourceOf(row);
}
