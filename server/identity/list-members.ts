import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type Member, membersOf } from './member.ts';

/** Everybody of the actor's organisation, those who left last. */
export function listMembers(database: Database, actor: Actor): Promise<Member[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, membersOf);
}
