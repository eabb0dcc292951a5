import { readConfig } from '../config/read-config.ts';
import { withInstallation } from './open-installation.ts';
import { runCommandLine } from './run-command-line.ts';

// Where a shadow started us under a newer Node, its death is a request to end.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();

// Whoever reads us may have seen enough, as "head" has.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const tell = (line: string) => void process.stderr.write(`${line}\n`);

const code = await runCommandLine(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: process.stderr,
  open: (work) => {
    const config = readConfig(process.env);
    return withInstallation(config, tell, (installation) => work(installation, config));
  },
});
// What failed half way may have left something that would keep the process alive; what was written goes out first.
if (code === 0) process.exitCode = 0;
else process.stdout.write('', () => process.exit(code));
