import { createServer } from 'node:net';
import type { Command } from 'commander';
import { explainListenError } from '../config/explain-listen-error.ts';
import { type Config, readConfig } from '../config/read-config.ts';
import { OWNER } from '../identity/add-owner.ts';
import { createLog } from '../lib/log.ts';
import type { RunningSteward } from '../main.ts';
import { buildPages } from './build-pages.ts';
import { openInstallation } from './open-installation.ts';
import { showProgress } from './progress.ts';
import { untilSignal } from './until-signal.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('start Steward: the database and everything over it, until Ctrl-C')
    .action(start);
}

/** How a process ends that was interrupted before its work was done. */
const INTERRUPTED = 130;

async function start(): Promise<void> {
  const interruption = new AbortController();
  const interrupted = untilSignal().then(() => interruption.abort());
  const tell = (line: string) => console.error(line);
  const config = readConfig(process.env);
  await checkPort(config);
  if (config.role !== 'worker') await buildPages(tell, interruption.signal);
  if (interruption.signal.aborted) process.exit(INTERRUPTED);
  const installation = await openInstallation(config, tell);
  try {
    const starting = serve(config, installation.database);
    const steward = await Promise.race([starting, interrupted.then(() => null)]);
    if (!steward) {
      await installation.abandon();
      process.exit(INTERRUPTED);
    }
    await interrupted;
    await steward.stop();
    await installation.close();
  } catch (error) {
    await installation.abandon();
    throw error;
  }
}

/** Loads the sample where there is nothing yet, starts to serve, and says so. */
async function serve(
  config: Config,
  database: Parameters<typeof import('../main.ts').startSteward>[1],
): Promise<RunningSteward> {
  // Loaded only now: the other commands have no use for a web server.
  const [{ startSteward }, { openSignIn }, { ensureSample }] = await Promise.all([
    import('../main.ts'),
    import('../identity/sign-in.ts'),
    import('../../sample/ensure-sample.ts'),
  ]);
  const log = createLog(config.logLevel);
  const signIn = openSignIn({ identity: database.identity, publicUrl: config.publicUrl, secret: config.secret, log });
  const progress = showProgress(process.stderr, 'Loading the sample organisation');
  const onProgress = (doing: string, share: number) => progress.update(share, 1, doing);
  const home = await ensureSample(database, signIn, log, { onProgress }).finally(() => progress.end());
  const steward = await startSteward(config, database, log);
  console.log(`Steward is ready at ${steward.url}`);
  if (home) console.log(`Sign in as ${home.name} (CSM): ${await signIn.createLink(home.email)}`);
  // The admin of what was made at the command line.
  const hasOwner = (await signIn.findUser(OWNER.email)) !== null;
  if (hasOwner) console.log(`Sign in as ${OWNER.name} (admin): ${await signIn.createLink(OWNER.email)}`);
  return steward;
}

/** Says at once when the port is taken, and not after a minute of preparations. */
function checkPort(config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => reject(explainListenError(error, config)));
    server.listen(config.port, config.host, () => server.close(() => resolve()));
  });
}
