import { betterAuth } from 'better-auth';
import { magicLink } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { deriveSecret } from '../database/secrets.ts';
import type { Log } from '../lib/log.ts';
import { notFound, problem } from '../lib/problem.ts';
import { limitAttempts } from './limit-attempts.ts';
import { deleteUser, findUser, insertUser, type NewUser, passwordHashOf, storePasswordHash } from './user.ts';

/** Who a session belongs to. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
}

/** Sign-in of one installation: the library that keeps passwords and sessions, behind the few doors that Steward opens. */
export interface SignIn {
  /** Answers a request to `/api/auth/*`; `address` is the client's, for limits and the list of sessions. */
  answer(request: Request, address: string): Promise<Response>;
  /** The person whose session cookie the headers carry, or null. */
  whoIs(headers: Headers): Promise<SignedIn | null>;
  /** A link that signs this person in, once, within 15 minutes. A 404 problem when nobody has this address. */
  createLink(email: string): Promise<string>;
  /** Makes a user and returns the id; a null password is for somebody who signs in by link. A 409 problem when the address is taken. */
  createUser(user: NewUser & { readonly password: string | null }): Promise<string>;
  findUser(email: string): Promise<string | null>;
  /** Removes a person; their sessions end at once. */
  removeUser(userId: string): Promise<void>;
  hasPassword(userId: string): Promise<boolean>;
  isPassword(userId: string, password: string): Promise<boolean>;
  setPassword(userId: string, password: string): Promise<void>;
}

export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;
const LINK_SECONDS = 15 * 60;
const SESSION_SECONDS = 30 * 24 * 3600;
const ADDRESS_HEADER = 'x-steward-client-address';

/** The library can do far more than Steward offers: everything else answers 404. */
const DOORS = new Set(['POST /api/auth/sign-in/email', 'POST /api/auth/sign-out', 'GET /api/auth/magic-link/verify']);

export interface SignInSettings {
  readonly identity: Pool;
  readonly publicUrl: string;
  readonly secret: string;
  readonly log: Log;
}

/** Opens sign-in. `secret` is the installation's; what signs the cookies is derived from it. */
export function openSignIn(settings: SignInSettings): SignIn {
  const { identity } = settings;
  const auth = library(settings);
  const passwords = async () => (await auth.$context).password;

  return {
    async answer(request, address) {
      if (!DOORS.has(`${request.method} ${new URL(request.url).pathname}`)) throw notFound('page');
      if (request.method === 'POST') await limitSignIn(identity, request, address);
      const passed = new Request(request);
      passed.headers.set(ADDRESS_HEADER, address);
      return refusalsInWords(await auth.handler(passed));
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
        body: { email: email.toLowerCase(), callbackURL: '/', errorCallbackURL: '/sign-in', metadata: { deliver } },
        headers: new Headers(),
      });
      return link;
    },
    createUser: async ({ password, ...user }) =>
      insertUser(identity, user, password === null ? null : await (await passwords()).hash(password)),
    findUser: (email) => findUser(identity, email),
    removeUser: (userId) => deleteUser(identity, userId),
    hasPassword: async (userId) => (await passwordHashOf(identity, userId)) !== null,
    async isPassword(userId, password) {
      const hash = await passwordHashOf(identity, userId);
      return hash !== null && (await passwords()).verify({ hash, password });
    },
    setPassword: async (userId, password) =>
      storePasswordHash(identity, userId, await (await passwords()).hash(password)),
  };
}

function library({ identity, publicUrl, secret, log }: SignInSettings) {
  return betterAuth({
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
    rateLimit: { enabled: false }, // ours counts by address and e-mail address together
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
}

/** Five attempts a minute on one account from one address; a whole address gets more, for it may be an office. */
async function limitSignIn(identity: Pool, request: Request, address: string): Promise<void> {
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
  return typeof email === 'string' ? email.trim().toLowerCase() : null;
}

async function refusalsInWords(response: Response): Promise<Response> {
  if (response.status < 400) return response;
  if (response.status === 401) throw problem(401, 'The e-mail address or the password is not right.');
  const { message } = (await response.json().catch(() => ({}))) as { message?: string };
  throw problem(response.status, message ?? 'Sign-in refused this.');
}
