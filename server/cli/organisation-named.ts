import type { Database } from '../database/database.ts';
import { findOrganisation, listOrganisations } from '../identity/list-organisations.ts';
import type { Organisation } from '../identity/organisation.ts';
import { problem } from '../lib/problem.ts';

/** The organisation of `--org`; a 404 problem that names those that are there when there is none of this slug. */
export async function organisationNamed(database: Database, slug: string): Promise<Organisation> {
  const found = await findOrganisation(database, slug);
  if (found) return found;
  const others = (await listOrganisations(database)).slice(0, 20).map((one) => one.slug);
  const mend =
    others.length > 0
      ? `There are: ${others.join(', ')}.`
      : `Make it: steward org create ${slug} --name NAME --timezone ZONE --currency CODE.`;
  throw problem(404, `There is no organisation "${slug}". ${mend}`);
}
