import { resolve } from 'node:path';
import type { Command } from 'commander';
import { writeBackup } from '../database/backup/write-backup.ts';
import { answer, type CommandLine, type CommonOptions } from './command-line.ts';
import { showProgress } from './progress.ts';
import { counted, megabytes } from './table.ts';

interface BackupOptions extends CommonOptions {
  readonly encrypt?: true;
}

export function addBackup(program: Command, line: CommandLine): void {
  program
    .command('backup <file>')
    .description('write everything of this installation into one file, as of one moment, while it runs')
    .option('--encrypt', 'encrypt it with a key that follows from the secret of the installation')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action((file: string, options: BackupOptions) => backup(line, file, options));
}

const HELP = `
The file holds all organisations, people and waiting jobs, but not the secret of the installation (STEWARD_SECRET, or the file
"secret" of the data directory): keep that elsewhere. An encrypted backup cannot be read without it.`;

async function backup(line: CommandLine, file: string, options: BackupOptions): Promise<void> {
  const progress = showProgress(line.err, 'Backing up');
  const { tables, rows, bytes } = await line.open(({ administrator }, { secret }) =>
    writeBackup(administrator, resolve(file), {
      ...(options.encrypt && { secret }),
      onProgress: progress.update,
    }).finally(progress.end),
  );
  const encrypted = options.encrypt ?? false;
  answer(line, options, { file: resolve(file), tables, rows, bytes, encrypted }, () => [
    `Wrote ${counted(rows, 'row')} of ${counted(tables, 'table')} into ${file} (${megabytes(bytes)}).`,
    ...(encrypted ? ['It cannot be read without the secret of this installation, which is not in it.'] : []),
  ]);
}
