import type { Config } from '../config/read-config.ts';
import type { Database } from '../database/database.ts';
import type { SignIn } from '../identity/sign-in.ts';
import type { RecurringJob } from '../jobs/start-worker.ts';
import type { Log } from '../lib/log.ts';

/** Everything a route may need: made once, when the process starts. */
export interface Steward {
  readonly database: Database;
  readonly config: Config;
  readonly log: Log;
  readonly signIn: SignIn;
  /** Whether this process's part of the queue works; a process that only answers requests says true. */
  readonly isQueueRunning: () => boolean;
  /** What runs by the clock, for the screen that lists it. */
  readonly recurring: readonly RecurringJob[];
  /** Directory of the built web pages. */
  readonly webDirectory: string;
}
