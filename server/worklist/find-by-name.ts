import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';

export interface FoundByName {
  readonly accounts: readonly { id: string; name: string; domain: string | null; stage: string | null }[];
  readonly playbooks: readonly { key: string; title: string }[];
}

const LISTED = 8;

/** Accounts and playbooks that have a text in their name (or domain), those that begin with it first. An empty text finds nothing. */
export function findByName(database: Database, actor: Actor, text: string): Promise<FoundByName> {
  mayI(actor, 'read');
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return Promise.resolve({ accounts: [], playbooks: [] });
  return inOrganisation(database, actor, async (tx) => ({
    accounts: await tx.query(
      `select id, name, domain, stage from account
       where organisation_id = $1 and archived_at is null and (strpos(lower(name), $2) > 0 or strpos(lower(domain), $2) > 0)
       order by not starts_with(lower(name), $2), lower(name), id limit ${LISTED}`,
      [tx.organisationId, wanted],
    ),
    playbooks: await tx.query(
      `select key, title from playbook where organisation_id = $1 and strpos(lower(title), $2) > 0
       order by not starts_with(lower(title), $2), title limit ${LISTED}`,
      [tx.organisationId, wanted],
    ),
  }));
}
