import type { Database } from '../database/database.ts';
import { ORGANISATION_COLUMNS, type Organisation } from './organisation.ts';

/** Every organisation of the installation, by name: for the command line and recurring jobs, never for people over HTTP. */
export async function listOrganisations(database: Database): Promise<Organisation[]> {
  const { rows } = await database.worker.query<Organisation>(
    `select ${ORGANISATION_COLUMNS} from organisation order by name, slug`,
  );
  return rows;
}

/** The organisation with this slug, or null. */
export async function findOrganisation(database: Database, slug: string): Promise<Organisation | null> {
  const { rows } = await database.worker.query<Organisation>(
    `select ${ORGANISATION_COLUMNS} from organisation where slug = $1`,
    [slug],
  );
  return rows[0] ?? null;
}
