import { type Actor, systemActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { forgetJobs } from '../jobs/forget-jobs.ts';
import type { Log } from '../lib/log.ts';
import { problem } from '../lib/problem.ts';
import { membershipsOf } from './actor-of.ts';
import { organisationOf } from './organisation.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Removes the sample organisation with everything that belongs to it, and its people, where they are in no other organisation. Nothing of
 * it can be brought back, but it can be loaded anew. Its audit log goes with it, so the removal is told to the log of the process. Throws a
 * 409 problem for an organisation that is no sample.
 */
export async function removeSample(database: Database, signIn: SignIn, actor: Actor, log: Log): Promise<void> {
  mayI(actor, 'manage_organisation');
  // Members may not remove organisations; the system does it for them.
  const system = systemActor(actor.organisationId, actor.name);
  const removed = await inOrganisation(database, system, async (tx) => {
    const { slug, isSample } = await organisationOf(tx);
    if (!isSample) throw problem(409, 'This is no sample organisation: it holds what people have entered.');
    const people = await tx.query<{ user_id: string }>(
      'select user_id from member where organisation_id = $1 and user_id is not null',
      [tx.organisationId],
    );
    await forgetJobs(tx);
    for (const table of await tablesInOrder(tx))
      await tx.execute(`delete from ${table} where organisation_id = $1`, [tx.organisationId]);
    return { slug, people: people.map(({ user_id }) => user_id) };
  });
  for (const userId of removed.people)
    if ((await membershipsOf(database, userId)).length === 0) await signIn.removeUser(userId);
  log.info(
    { organisation: removed.slug, by: actor.kind, member: actor.memberId },
    'the sample organisation was removed',
  );
}

/**
 * Every table with rows of organisations, those that refer to others first, as the catalogue knows them: a new table is never forgotten.
 * What may only be added to (logs) goes with what it belongs to; a reference that is emptied by itself holds nothing up.
 */
async function tablesInOrder(tx: Transaction): Promise<string[]> {
  const tables = await tx.query<{ name: string; refers_to: string[] }>(
    `select c.oid::regclass::text as name,
       array(select k.confrelid::regclass::text from pg_constraint k
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid and k.confdeltype <> 'n') as refers_to
     from pg_class c
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'delete')
     order by 1`,
  );
  const left = new Map(tables.map(({ name, refers_to }) => [name, refers_to]));
  const order: string[] = [];
  while (left.size > 0) {
    const free = [...left.keys()].filter((name) => ![...left.values()].some((refersTo) => refersTo.includes(name)));
    if (free.length === 0) throw new Error(`These tables refer to each other: ${[...left.keys()].join(', ')}.`);
    for (const name of free) left.delete(name);
    order.push(...free);
  }
  return order;
}
