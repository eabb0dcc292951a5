import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../server/database/database.ts';
import { openSignIn } from '../server/identity/sign-in.ts';
import { createLog } from '../server/lib/log.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { fillEveryTable, fingerprints, MARKED_ID, organisationTables } from './fill.ts';
import { createWorld, type World } from './world.ts';

/** Attacks every table as somebody who may not: with the right to run any statement at all, nothing of Acme comes out or changes. */

let cloned: TestDatabase;
let owner: pg.Client;
let database: Database;
let world: World;
let tables: string[];
let before: Record<string, string>;

beforeAll(async () => {
  cloned = await createTestDatabase();
  database = openDatabase(cloned.connection, cloned.secret, { size: 2 });
  const log = createLog('silent');
  const signIn = openSignIn({
    identity: database.identity,
    publicUrl: 'http://steward.test',
    secret: cloned.secret,
    log,
  });
  world = await createWorld(database, signIn);
  owner = new pg.Client(cloned.connection);
  await owner.connect();
  await fillEveryTable(owner, world.acme.id);
  // A member who has left, and one who was invited, are no members any more or yet.
  await owner.query(`update member set status = 'left' where id = $1`, [world.ann.actor.memberId]);
  await owner.query(`update member set status = 'invited' where id = $1`, [world.carl.actor.memberId]);
  tables = await organisationTables(owner);
  before = await fingerprints(owner, world.acme.id);
});
afterAll(async () => {
  await owner.end();
  await database.close();
  await cloned.drop();
});

type Context = { readonly role: 'web' | 'worker'; readonly organisation: string; readonly member: string };

/** Runs one statement in a context; an error is returned as its code. Nothing is committed unless told. */
async function attempt({ role, organisation, member }: Context, statement: string, values: unknown[] = []) {
  const client = await database[role].connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('app.organisation_id', $1, true), set_config('app.member_id', $2, true)`, [
      organisation,
      member,
    ]);
    const { rowCount } = await client.query(statement, values);
    await client.query('commit');
    return rowCount;
  } catch (error) {
    await client.query('rollback');
    return (error as pg.DatabaseError).code ?? 'unknown';
  } finally {
    client.release();
  }
}

const DENIED = '42501';

/** Zero rows, or not allowed at all. */
const nothing = (outcome: number | string | null) => outcome === 0 || outcome === DENIED;

async function attack(context: Context): Promise<string[]> {
  const leaks: string[] = [];
  const victim = world.acme.id;
  for (const table of tables) {
    const statements: [string, unknown[]][] = [
      [`select from ${table} where organisation_id = $1`, [victim]],
      [
        `select from ${table} where organisation_id is distinct from nullif($1, '')::uuid`,
        [context.organisation === victim ? '' : context.organisation],
      ],
      [`update ${table} set organisation_id = organisation_id where organisation_id = $1`, [victim]],
      [
        `update ${table} set organisation_id = $1 where organisation_id = $2`,
        [context.organisation || MARKED_ID, victim],
      ],
      [`delete from ${table} where organisation_id = $1`, [victim]],
    ];
    for (const [statement, values] of statements) {
      const outcome = await attempt(context, statement, values);
      if (!nothing(outcome)) leaks.push(`${statement} → ${outcome}`);
    }
    const insertion = `insert into ${table} (organisation_id) values ($1)`;
    const inserted = await attempt(context, insertion, [victim]);
    if (inserted !== DENIED) leaks.push(`${insertion} → ${inserted}`);
  }
  return leaks;
}

/** The system may list organisations, because it works through them all; this and nothing more. */
const isListOfOrganisations = (leak: string) => leak.startsWith('select from organisation where ');

test('Alice sees Acme in every table, so that there is something to attack', async () => {
  const context: Context = { role: 'web', organisation: world.acme.id, member: world.alice.actor.memberId };
  for (const table of tables) {
    const seen = await attempt(context, `select from ${table} where organisation_id = $1`, [world.acme.id]);
    expect([table, seen]).toEqual([table, expect.any(Number)]);
    expect([table, Number(seen) > 0]).toEqual([table, true]);
  }
});

describe('nothing of Acme comes out or changes', () => {
  test('for Mallory in her own organisation', async () => {
    expect(await attack({ role: 'web', organisation: world.rival.id, member: world.mallory.actor.memberId })).toEqual(
      [],
    );
  });

  test('for Mallory who claims to be in Acme', async () => {
    expect(await attack({ role: 'web', organisation: world.acme.id, member: world.mallory.actor.memberId })).toEqual(
      [],
    );
  });

  test('for Mallory who claims to be Alice, in her own organisation', async () => {
    expect(await attack({ role: 'web', organisation: world.rival.id, member: world.alice.actor.memberId })).toEqual([]);
  });

  test('for somebody who has left, and somebody who has not accepted yet', async () => {
    expect(await attack({ role: 'web', organisation: world.acme.id, member: world.ann.actor.memberId })).toEqual([]);
    expect(await attack({ role: 'web', organisation: world.acme.id, member: world.carl.actor.memberId })).toEqual([]);
  });

  test('for nobody in Acme', async () => {
    expect(await attack({ role: 'web', organisation: world.acme.id, member: '' })).toEqual([]);
  });

  test('for nobody nowhere', async () => {
    expect(await attack({ role: 'web', organisation: '', member: '' })).toEqual([]);
  });

  test('for the system at work in another organisation, or in none', async () => {
    const inRival = await attack({ role: 'worker', organisation: world.rival.id, member: '' });
    const inNone = await attack({ role: 'worker', organisation: '', member: '' });
    expect([...inRival, ...inNone].filter((leak) => !isListOfOrganisations(leak))).toEqual([]);
  });

  test('and Acme is afterwards what it was before', async () => {
    expect(await fingerprints(owner, world.acme.id)).toEqual(before);
  });
});

test('nobody moves rows of their own into Acme', async () => {
  await fillEveryTable(owner, world.rival.id);
  const context: Context = { role: 'web', organisation: world.rival.id, member: world.mallory.actor.memberId };
  for (const table of tables) {
    const statement = `update ${table} set organisation_id = $1 where organisation_id = $2`;
    expect([table, await attempt(context, statement, [world.acme.id, world.rival.id])]).toEqual([table, DENIED]);
  }
});
