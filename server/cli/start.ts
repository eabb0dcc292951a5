import type { Command } from 'commander';
import { readConfig } from '../config/read-config.ts';
import { createLog } from '../lib/log.ts';
import { openInstallation } from './open-installation.ts';
import { untilSignal } from './until-signal.ts';

export function addStart(program: Command): void {
  program
    .command('start')
    .description('start Steward: the database and everything over it, until Ctrl-C')
    .action(start);
}

async function start(): Promise<void> {
  const signal = untilSignal();
  const config = readConfig(process.env);
  const installation = await openInstallation(config, console.error);
  try {
    // Loaded only now: the other commands have no use for a web server.
    const { startSteward } = await import('../main.ts');
    const steward = await startSteward(config, installation.database, createLog(config.logLevel));
    console.log(`Steward is ready at ${steward.url}`);
    await signal;
    await steward.stop();
    await installation.close();
  } catch (error) {
    await installation.abandon();
    throw error;
  }
}
