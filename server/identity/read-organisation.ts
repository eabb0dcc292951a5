import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type Organisation, organisationOf } from './organisation.ts';

/** The settings of the actor's organisation. */
export function readOrganisation(database: Database, actor: Actor): Promise<Organisation> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, organisationOf);
}
