import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { loadSample } from '../../sample/load-sample.ts';
import { emailOf, HOME } from '../../sample/vendor.ts';
import { openDatabase } from '../../server/database/database.ts';
import { openSignIn } from '../../server/identity/sign-in.ts';
import { createLog } from '../../server/lib/log.ts';
import setUpDatabase from '../global-database.ts';
import { PASSWORD, SAMPLE_TEMPLATE } from './sample-template.ts';

/** The PostgreSQL of the other tests, and in it a database with the sample as it is today. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const tearDown = await setUpDatabase(project);
  const { postgres, secret } = project.getProvidedContext();
  const client = new pg.Client(postgres);
  await client.connect();
  await client.query(`create database ${SAMPLE_TEMPLATE} template steward_template`);
  await client.end();
  const database = openDatabase({ ...postgres, database: SAMPLE_TEMPLATE }, secret);
  try {
    const log = createLog('silent');
    const signIn = openSignIn({ identity: database.identity, publicUrl: 'http://127.0.0.1', secret, log });
    await loadSample(database, signIn);
    await signIn.setPassword((await signIn.findUser(emailOf(HOME)))!, PASSWORD);
  } finally {
    await database.close();
  }
  return tearDown;
}
