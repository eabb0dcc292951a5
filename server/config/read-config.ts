import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { keepSecret } from './keep-secret.ts';
import { WrongConfiguration } from './wrong-configuration.ts';

/** The settings of this process. Times and sizes are nowhere here on purpose: what can have a good default has one. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the directory that holds the embedded database and the secret. */
  readonly dataDir: string;
  /** An existing PostgreSQL; without it the embedded one is started. */
  readonly databaseUrl: string | undefined;
  /** The key from which passwords, signatures and cookies of this installation are derived. Never printed. */
  readonly secret: string;
  /** Where people reach Steward, without a slash at the end. */
  readonly publicUrl: string;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** What this process does: answer requests, work on the queue, or both. */
  readonly role: (typeof ROLES)[number];
  /** Whether a reverse proxy stands in front and sets X-Forwarded-For: then the client's address is read from it. */
  readonly isBehindProxy: boolean;
  /** What /metrics asks for as a bearer token; without it only this machine may read them. Never printed. */
  readonly metricsToken: string | undefined;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const ROLES = ['all', 'web', 'worker'] as const;

/** Variables whose value may hold a password: a complaint about them does not repeat it. */
const HIDDEN = new Set(['DATABASE_URL', 'SMTP_URL', 'STEWARD_SECRET', 'METRICS_TOKEN']);

/** The same from wherever a command is called, as `npm start` is called in the project folder. */
const DATA_DIRECTORY = fileURLToPath(new URL('../../data', import.meta.url));

const port = /^\d{1,5}$/;
const url = (protocols: readonly string[]) => (text: string) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

/** What each variable must be; the message is the sentence that mends it. */
const variables = z.object({
  PORT: z
    .string()
    .refine((text) => port.test(text) && Number(text) <= 65_535, 'Use a whole number from 0 to 65535, as in PORT=4100.')
    .transform(Number)
    .default(4100),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'Use an address or a host name, as in HOST=127.0.0.1 (only this machine) or HOST=0.0.0.0.')
    .default('127.0.0.1'),
  STEWARD_DATA: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(
      url(['postgres:', 'postgresql:']),
      'Use the form postgres://user:password@host:5432/database, or unset it to use the embedded database.',
    )
    .optional(),
  STEWARD_SECRET: z
    .string()
    .min(32, 'Use at least 32 characters, for example the output of "openssl rand -hex 32".')
    .optional(),
  STEWARD_URL: z
    .string()
    .refine(url(['http:', 'https:']), 'Use the address people type, as in STEWARD_URL=https://steward.example.com.')
    .transform((text) => text.replace(/\/+$/, ''))
    .optional(),
  SMTP_URL: z
    .string()
    .refine(url(['smtp:', 'smtps:']), 'Use the form smtp://user:password@host:587 or smtps://user:password@host:465.')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^@\r\n]+@[^@\s]+$/, 'Use an address, as in MAIL_FROM="Steward <steward@example.com>".')
    .default('Steward <steward@localhost>'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `Use one of ${LOG_LEVELS.join(', ')}.`).default('info'),
  STEWARD_ROLE: z
    .enum(ROLES, 'Use all (one process does everything), web (answers requests) or worker (works on the queue).')
    .default('all'),
  BEHIND_PROXY: z
    .enum(['yes', 'no'], 'Use yes when a reverse proxy in front sets X-Forwarded-For, else no.')
    .default('no'),
  METRICS_TOKEN: z
    .string()
    .min(16, 'Use at least 16 characters, for example the output of "openssl rand -hex 16".')
    .optional(),
});

/**
 * Reads and checks the settings. An empty variable counts as unset. The data directory and the secret in it are made
 * when they are missing.
 *
 * Throws `WrongConfiguration` naming every variable that is wrong, its value (unless secret) and what to change.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = variables.safeParse(given);
  if (!parsed.success) {
    throw new WrongConfiguration(
      parsed.error.issues.map(({ path, message }) => {
        const name = String(path[0]);
        const value = HIDDEN.has(name) ? '(hidden, it may hold a password)' : JSON.stringify(given[name]);
        return { at: name, problem: `${name} cannot be ${value}.`, mend: message };
      }),
    );
  }
  const values = parsed.data;
  const dataDir = values.STEWARD_DATA === undefined ? DATA_DIRECTORY : resolve(values.STEWARD_DATA);
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    secret: values.STEWARD_SECRET ?? keepSecret(dataDir),
    publicUrl: values.STEWARD_URL ?? `http://127.0.0.1:${values.PORT}`,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    logLevel: values.LOG_LEVEL,
    role: values.STEWARD_ROLE,
    isBehindProxy: values.BEHIND_PROXY === 'yes',
    metricsToken: values.METRICS_TOKEN,
  };
}
