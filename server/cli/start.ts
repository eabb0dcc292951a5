import type { Command } from 'commander';
import { readConfig } from '../config/read-config.ts';
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
  console.error(`The database is ready in ${config.databaseUrl ? 'DATABASE_URL' : config.dataDir}. Ctrl-C ends it.`);
  await signal;
  await installation.close();
}
