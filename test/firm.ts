import { randomUUID } from 'node:crypto';
import type { ClientConfig } from 'pg';
import { afterAll } from 'vitest';
import { type SystemActor, systemActor } from '../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../server/context/transaction.ts';
import { type Database, openDatabase } from '../server/database/database.ts';
import { createOrganisation } from '../server/identity/create-organisation.ts';
import { createTestDatabase } from './database.ts';

/** An empty organisation with one source, for tests that need no people. */
export interface Firm {
  readonly id: string;
  readonly actor: SystemActor;
  readonly sourceId: string;
  /** Runs in a transaction of the organisation, as the system. */
  inside<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>;
}

/** A migrated, empty database for the tests of one file; awaited at its top, gone after its last test. */
export async function openFileDatabase(): Promise<{
  readonly database: Database;
  /** As the superuser. */
  readonly connection: ClientConfig;
}> {
  const cloned = await createTestDatabase();
  const database = openDatabase(cloned.connection, cloned.secret, { size: 4 });
  afterAll(async () => {
    await database.close();
    await cloned.drop();
  });
  return { database, connection: cloned.connection };
}

/** Creates one with a name that no other has. */
export async function createFirm(database: Database, settings: { timeZone: string; currency: string }): Promise<Firm> {
  const slug = `firm-${randomUUID().slice(0, 8)}`;
  const { id } = await createOrganisation(database, { slug, name: slug, ...settings });
  const actor = systemActor(id);
  const inside: Firm['inside'] = (work) => inOrganisation(database, actor, work);
  const source = await inside((tx) =>
    tx.one<{ id: string }>(
      'source',
      `insert into source (organisation_id, name, kind) values ($1, 'crm', 'file') returning id`,
      [id],
    ),
  );
  return { id, actor, sourceId: source.id, inside };
}
