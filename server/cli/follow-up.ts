import type { Config } from '../config/read-config.ts';
import type { Database } from '../database/database.ts';
import { jobsOf } from '../flow.ts';
import type { EventName } from '../jobs/event.ts';
import { performWaiting } from '../jobs/perform-waiting.ts';
import { createLog } from '../lib/log.ts';
import type { Terminal } from './command-line.ts';

/** What follows from a diagnosis at once; everything else waits for the server. */
const EVENTS: readonly EventName[] = ['situations.opened', 'diagnosis.completed', 'run.closed'];

/**
 * Does what a diagnosis asks for, so that its runs are there when the command ends, whether a server runs or not. What does not work out
 * stays in the queue; `terminal` hears of it.
 */
export async function followUp(
  { database, config }: { database: Database; config: Config },
  organisationId: string,
  terminal: Terminal,
): Promise<void> {
  const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel);
  const { event } = jobsOf({ database, config, log, mail: null });
  const failures = await performWaiting(database, organisationId, EVENTS, event!);
  for (const { name, message } of failures)
    terminal.write(`What follows from "${name}" did not work out and will be tried again by the server: ${message}\n`);
}
