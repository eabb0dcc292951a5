import { type Actor, systemActor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { healthTestSchema } from './question.ts';
import { type HealthTestAnswer, testHealth } from './test-health.ts';

/** More accounts times days than this are not read for a page. */
const MOST_CELLS = 3_000_000;

/** Tests health on the past for somebody who looks. A 422 problem for what cannot be asked, and for more than fits a page. */
export async function askHealthTest(database: Database, actor: Actor, input: unknown): Promise<HealthTestAnswer> {
  mayI(actor, 'read');
  const question = healthTestSchema.parse(input);
  // Usage is brought into columns on the way: the system's work, whoever looks.
  return inOrganisation(database, systemActor(actor.organisationId), (tx) => testHealth(tx, question, MOST_CELLS));
}
