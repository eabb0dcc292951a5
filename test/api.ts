import type pg from 'pg';
import { createApp } from '../server/api/app.ts';
import type { Routes } from '../server/api/routes.ts';
import type { Steward } from '../server/api/steward.ts';
import { readConfig } from '../server/config/read-config.ts';
import { openDatabase } from '../server/database/database.ts';
import { openSignIn } from '../server/identity/sign-in.ts';
import { createLog } from '../server/lib/log.ts';
import { createTestDatabase } from './database.ts';
import { cookieOf, createWorld, type Person, type World } from './world.ts';

/** The body is JSON; `key` is an API key, to be used instead of `as`. */
export interface Call {
  readonly as?: Person;
  readonly key?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
}

export interface TestApp {
  readonly steward: Steward;
  readonly app: Routes;
  readonly world: World;
  /** The database as its owner, to whom no policy applies. */
  readonly connection: pg.ClientConfig;
  /** Calls the application without a port: `call('GET /api/organisations/acme', { as: world.alice })`. */
  call(methodAndPath: string, call?: Call): Promise<Response>;
  /** The cookie and the origin of a person who is signed in. */
  headersOf(person: Person): Promise<Record<string, string>>;
  close(): Promise<void>;
}

const PUBLIC_URL = 'http://steward.test';

/** The whole application over a database of its own, with the cast of `world.ts`. Settings of the environment can be given. */
export async function startTestApp(env: Record<string, string> = {}): Promise<TestApp> {
  const cloned = await createTestDatabase();
  const database = openDatabase(cloned.connection, cloned.secret, { size: 4 });
  const config = readConfig({
    STEWARD_SECRET: cloned.secret,
    STEWARD_URL: PUBLIC_URL,
    LOG_LEVEL: 'silent',
    ...env,
  });
  const log = createLog(config.logLevel);
  const signIn = openSignIn({ identity: database.identity, publicUrl: config.publicUrl, secret: config.secret, log });
  const steward: Steward = {
    database,
    config,
    log,
    signIn,
    isQueueRunning: () => true,
    recurring: [],
    webDirectory: 'dist/web',
  };
  const app = createApp(steward);
  const world = await createWorld(database, signIn);
  const cookies = new Map<Person, string>();

  const headersOf = async (person: Person) => {
    if (!cookies.has(person)) cookies.set(person, await cookieOf(signIn, person));
    return { Cookie: cookies.get(person)!, Origin: config.publicUrl };
  };

  return {
    steward,
    app,
    world,
    connection: cloned.connection,
    headersOf,
    async call(methodAndPath, { as, key, json, headers = {} } = {}) {
      const [method = 'GET', path = '/'] = methodAndPath.split(' ');
      const sent = new Headers({ ...(as && (await headersOf(as))), ...headers });
      if (key) sent.set('Authorization', `Bearer ${key}`);
      if (json !== undefined) sent.set('Content-Type', 'application/json');
      return app.request(`${config.publicUrl}${path}`, {
        method,
        headers: sent,
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
    },
    async close() {
      await database.close();
      await cloned.drop();
    },
  };
}
