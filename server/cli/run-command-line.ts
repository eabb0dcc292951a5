import { Command, CommanderError } from 'commander';
import { ZodError } from 'zod';
import { Problem } from '../lib/problem.ts';
import type { CommandLine } from './command-line.ts';

type AddCommand = (program: Command, line: CommandLine) => void;

/** The commands, a file each; only what is used is loaded, so that a short command is not kept waiting by a long one. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import('./start.ts')).addStart,
  org: async () => (await import('./org.ts')).addOrg,
  'sign-in': async () => (await import('./sign-in.ts')).addSignIn,
  import: async () => (await import('./import.ts')).addImport,
  diagnose: async () => (await import('./diagnose.ts')).addDiagnose,
  situations: async () => (await import('./situations.ts')).addSituations,
  waiting: async () => (await import('./waiting.ts')).addWaiting,
  account: async () => (await import('./account.ts')).addAccount,
  backtest: async () => (await import('./backtest.ts')).addBacktest,
  'health-test': async () => (await import('./health-test.ts')).addHealthTest,
  why: async () => (await import('./why.ts')).addWhy,
  scorecard: async () => (await import('./scorecard.ts')).addScorecard,
  lint: async () => (await import('./lint.ts')).addLint,
  forecast: async () => (await import('./forecast.ts')).addForecast,
  versions: async () => (await import('./versions.ts')).addVersions,
  publish: async () => (await import('./publish.ts')).addPublish,
  export: async () => (await import('./export.ts')).addExport,
  backup: async () => (await import('./backup.ts')).addBackup,
  restore: async () => (await import('./restore.ts')).addRestore,
};

/**
 * Does what the arguments say. Ends with 0; with 1 when something went wrong or was found wrong; with 2 when it was used or configured
 * wrongly. Never throws: what was wrong has been written to `line.err`.
 */
export async function runCommandLine(
  args: readonly string[],
  line: Omit<CommandLine, 'foundProblems'>,
): Promise<0 | 1 | 2> {
  let found = false;
  const complete: CommandLine = {
    ...line,
    foundProblems: () => {
      found = true;
    },
  };
  const program = new Command('steward')
    .description('Self-hosted customer success: from facts to the next step')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => line.out(text.replace(/\n$/, '')),
      writeErr: (text) => line.err.write(text),
    })
    .showHelpAfterError('Try "steward --help", or "steward COMMAND --help".')
    .addHelpText('after', HELP);
  const one = Object.entries(COMMANDS).find(([name]) => name === args[0]);
  for (const [, load] of one ? [one] : Object.entries(COMMANDS)) (await load())(program, complete);
  try {
    await program.parseAsync(args, { from: 'user' });
    return found ? 1 : 0;
  } catch (error) {
    return explain(error, (text) => line.err.write(`${text}\n`));
  }
}

const HELP = `
Ends with 0, with 1 when something was found wrong, with 2 when it was used or configured wrongly. Settings come from the
environment: STEWARD_DATA (the data directory), DATABASE_URL (a PostgreSQL of your own), PORT and more.`;

function explain(error: unknown, write: (text: string) => void): 0 | 1 | 2 {
  // Commander has already written about its own.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ZodError) {
    for (const { path, message } of error.issues) write([path.join('.'), message].filter(Boolean).join(': '));
    return 2;
  }
  if (!(error instanceof Problem)) {
    write(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  }
  write(error.message);
  for (const { at, problem, mend } of error.details) {
    const sentence = [problem, mend].filter(Boolean).join(' ');
    if (!error.message.includes(problem)) write(`  ${at}: ${sentence}`);
  }
  return WRONG_USE.has(error.status) ? 2 : 1;
}

/** What a caller can only mend by calling in another way; a conflict (409) depends on the state of things. */
const WRONG_USE = new Set([400, 404, 413, 422]);
