import type { Command } from 'commander';
import type { Config } from '../config/read-config.ts';
import type { Database } from '../database/database.ts';
import type { SignIn } from '../identity/sign-in.ts';
import { createLog } from '../lib/log.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';

export function addSignIn(program: Command, line: CommandLine): void {
  program
    .command('sign-in <email>')
    .description('make a link that signs this person in, once, within 15 minutes; also for who has lost the password')
    .option('--json', 'answer in JSON')
    .action((email: string, options: CommonOptions) => signIn(line, email, options));
}

async function signIn(line: CommandLine, email: string, options: CommonOptions): Promise<void> {
  const link = await line.open(async ({ database }, config) => (await openDoor(database, config)).createLink(email));
  answer(line, options, { email, link }, () => [link]);
}

/** What makes people and lets them in; loaded only here, as it is large. */
export async function openDoor(database: Database, { publicUrl, secret }: Config): Promise<SignIn> {
  const { openSignIn } = await import('../identity/sign-in.ts');
  return openSignIn({ identity: database.identity, publicUrl, secret, log: createLog('warn') });
}
