import type { Command } from 'commander';
import { restoreBackup } from '../database/backup/restore-backup.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { showProgress } from './progress.ts';
import { counted } from './table.ts';

interface RestoreOptions extends CommonOptions {
  readonly replace?: true;
}

export function addRestore(program: Command, line: CommandLine): void {
  program
    .command('restore <file>')
    .description('bring back what a backup holds: all of it, or nothing changes')
    .option('--replace', 'remove everything that is here now; without it the installation must be empty')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      '\nStop Steward first. Restore with the version that made the backup; a newer one may start on it then.',
    )
    .action((file: string, options: RestoreOptions) => restore(line, file, options));
}

async function restore(line: CommandLine, file: string, options: RestoreOptions): Promise<void> {
  const progress = showProgress(line.err, 'Restoring');
  const { madeAt, tables, rows } = await line.open(({ administrator }, { secret }) =>
    restoreBackup(administrator, file, {
      secret,
      replace: options.replace ?? false,
      onProgress: progress.update,
    }).finally(progress.end),
  );
  answer(line, options, { made_at: madeAt, tables, rows }, () => [
    `Restored ${counted(rows, 'row')} of ${counted(tables, 'table')}, as they were on ${madeAt}.`,
  ]);
}
