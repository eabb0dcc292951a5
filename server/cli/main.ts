import { Command, CommanderError } from 'commander';
import { WrongConfiguration } from '../config/wrong-configuration.ts';
import { Problem } from '../lib/problem.ts';
import { addStart } from './start.ts';

// The command line: one file a command, all of them listed here. Ends with 0, with 1 when something went wrong or was
// found wrong, with 2 when it was used or configured wrongly.
const program = new Command('steward')
  .description('Self-hosted customer success: from facts to the next step')
  .exitOverride()
  .showHelpAfterError('Try "steward --help".');

for (const add of [addStart]) add(program);

// Where a shadow started us under a newer Node, its death is a request to end.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

try {
  await program.parseAsync();
} catch (error) {
  // At once: what failed half way may have left something that would keep the process alive.
  process.exit(exitCode(error));
}

function exitCode(error: unknown): 0 | 1 | 2 {
  // Commander has already written about its own.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Problem) console.error(error.message);
  else console.error(error);
  return error instanceof WrongConfiguration ? 2 : 1;
}
