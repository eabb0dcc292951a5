import { systemActor } from '../../server/context/actor.ts';
import { inOrganisation } from '../../server/context/transaction.ts';
import { createOrganisation } from '../../server/identity/create-organisation.ts';
import { createSource } from '../../server/sources/create-source.ts';
import { createWriteKey } from '../../server/sources/create-write-key.ts';
import { defineMetric } from '../../server/sources/usage/define-metric.ts';
import type { BenchDatabase } from '../lib/bench-database.ts';

export interface Prepared {
  readonly organisationId: string;
  readonly sourceId: string;
  readonly writeKey: string;
}

/** An organisation with accounts that the source knows, a write key and a metric of each kind. */
export async function prepare({ database, administrator }: BenchDatabase, accounts: number): Promise<Prepared> {
  const settings = { slug: 'bench', name: 'Bench', timeZone: 'Europe/Berlin', currency: 'EUR' };
  const { id } = await createOrganisation(database, settings);
  const system = systemActor(id);
  const source = await createSource(database, system, { name: 'product' });
  const { key } = await createWriteKey(database, system, source.id);
  await inOrganisation(database, system, async (tx) => {
    await tx.execute(
      `insert into account (organisation_id, slot, name) select $1, s, 'Account ' || s from generate_series(0, $2::int - 1) s`,
      [id, accounts],
    );
    await tx.execute(
      `insert into account_identity (organisation_id, source_id, external_id, account_id)
       select organisation_id, $2, 'account-' || slot, id from account where organisation_id = $1`,
      [id, source.id],
    );
  });
  const metric = { event: 'Report Exported', filter: null, sum: null };
  await defineMetric(database, system, { ...metric, key: 'exports', title: 'Exports' });
  await defineMetric(database, system, { ...metric, key: 'pages', title: 'Pages', sum: 'pages' });
  const filter = { property: 'format', value: 'pdf' };
  await defineMetric(database, system, { ...metric, key: 'pdfs', title: 'PDFs', event: null, filter });
  await administrator.query('vacuum analyze');
  return { organisationId: id, sourceId: source.id, writeKey: key };
}
