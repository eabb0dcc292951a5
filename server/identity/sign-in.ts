import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { magicLink } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { deriveSecret } from '../database/secrets.ts';
import type { Log } from '../lib/log.ts';
import { notFound, problem } from '../lib/problem.ts';
import { limitAttempts } from './limit-attempts.ts';

/** Who a session belongs to. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** Null for somebody who signs in by link only. */
  readonly password: string | null;
}

/** Sign-in of one installation: the library that keeps passwords and sessions, behind the few doors that Steward opens. */
export interface SignIn {
  /** Answers a request to `/api/auth/*`; `address` is the client's, for limits and the list of sessions. */
  answer(request: Request, address: string): Promise<Response>;
  /** The person whose session cookie the headers carry, or null. */
  whoIs(headers: Headers): Promise<SignedIn | null>;
  /** A link that signs this person in, once, within 15 minutes. A 404 problem when nobody has this address. */
  createLink(email: string): Promise<string>;
  /** Makes a user who can sign in, and returns the id. A 409 problem when the address is taken. */
  createUser(user: NewUser): Promise<string>;
  findUser(email: string): Promise<string | null>;
  isPassword(userId: string, password: string): Promise<boolean>;
}

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;
const LINK_SECONDS = 15 * 60;
const SESSION_SECONDS = 30 * 24 * 3600;
const ADDRESS_HEADER = 'x-steward-client-address';

/** The library can do far more than Steward offers: everything else answers 404. */
const DOORS = new Set([
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-out',
  'POST /api/auth/change-password',
  'GET /api/auth/get-session',
  'GET /api/auth/magic-link/verify',
]);

export interface SignInSettings {
  readonly identity: Pool;
  readonly publicUrl: string;
  readonly secret: string;
  readonly log: Log;
}

/** Opens sign-in. `secret` is the installation's; what signs the cookies is derived from it. */
export function openSignIn({ identity, publicUrl, secret, log }: SignInSettings): SignIn {
  const auth = betterAuth({
    appName: 'Steward',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret: deriveSecret(secret, 'sessions'),
    database: identity,
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ part: 'sign-in' }, message),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: 24 * 3600 },
    rateLimit: { enabled: false }, // limitAttempts below counts by address and e-mail address together
    trustedOrigins: (request) => [publicUrl, ...(request ? [new URL(request.url).origin] : [])],
    advanced: {
      cookiePrefix: 'steward',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    plugins: [
      magicLink({
        expiresIn: LINK_SECONDS,
        disableSignUp: true,
        storeToken: 'hashed',
        sendMagicLink: ({ url, metadata }) => metadata?.deliver(url),
      }),
    ],
  });

  return {
    async answer(request, address) {
      if (!DOORS.has(`${request.method} ${new URL(request.url).pathname}`)) throw notFound('page');
      if (request.method === 'POST') await limitAttemptsOf(identity, request, address);
      const passed = new Request(request);
      passed.headers.set(ADDRESS_HEADER, address);
      return auth.handler(passed);
    },
    async whoIs(headers) {
      const found = await auth.api.getSession({ headers });
      if (!found) return null;
      return { userId: found.user.id, sessionId: found.session.id, name: found.user.name, email: found.user.email };
    },
    async createLink(email) {
      if (!(await findUser(identity, email))) throw notFound('person');
      let link = '';
      const deliver = (url: string) => {
        link = url;
      };
      await auth.api.signInMagicLink({
        body: { email: email.toLowerCase(), callbackURL: '/', metadata: { deliver } },
        headers: new Headers(),
      });
      return link;
    },
    async createUser(user) {
      const hash = user.password === null ? null : await (await auth.$context).password.hash(user.password);
      return insertUser(identity, user, hash);
    },
    findUser: (email) => findUser(identity, email),
    async isPassword(userId, password) {
      const { rows } = await identity.query<{ password: string | null }>(
        `select password from identity.account where "userId" = $1 and "providerId" = 'credential'`,
        [userId],
      );
      const hash = rows[0]?.password;
      return hash ? (await auth.$context).password.verify({ hash, password }) : false;
    },
  };
}

/** Five attempts a minute on one account from one address; a whole address gets more, for it may be an office. */
async function limitAttemptsOf(identity: Pool, request: Request, address: string): Promise<void> {
  const email = await emailIn(request);
  await limitAttempts(identity, { subject: `address ${address}`, attempts: 60, seconds: 60 });
  if (email) await limitAttempts(identity, { subject: `${address} ${email}`, attempts: 5, seconds: 60 });
}

async function emailIn(request: Request): Promise<string | null> {
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => null);
  const email = body && typeof body === 'object' && 'email' in body ? body.email : null;
  return typeof email === 'string' ? email.toLowerCase() : null;
}

async function findUser(identity: Pool, email: string): Promise<string | null> {
  const { rows } = await identity.query<{ id: string }>('select id from identity."user" where email = lower($1)', [
    email,
  ]);
  return rows[0]?.id ?? null;
}

/** User and password in one statement, so that nobody is left without one by a crash. */
async function insertUser(identity: Pool, { email, name }: NewUser, passwordHash: string | null): Promise<string> {
  const { rows } = await identity.query<{ id: string }>(
    `with made as (
       insert into identity."user" (id, name, email, "emailVerified") values ($1, $2, lower($3), true)
       on conflict (email) do nothing returning id),
     credential as (
       insert into identity.account (id, "accountId", "providerId", "userId", password, "updatedAt")
       select $4, id, 'credential', id, $5, now() from made where $5::text is not null)
     select id from made`,
    [randomUUID(), name, email, randomUUID(), passwordHash],
  );
  if (!rows[0]) throw problem(409, 'Somebody with this e-mail address is already here. Sign in instead.');
  return rows[0].id;
}
