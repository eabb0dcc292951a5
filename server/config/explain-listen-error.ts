import type { Config } from './read-config.ts';
import { WrongConfiguration } from './wrong-configuration.ts';

/** Why this process cannot listen where its settings say, in words; other errors come back as they are. */
export function explainListenError(error: NodeJS.ErrnoException, { port, host }: Pick<Config, 'port' | 'host'>): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new WrongConfiguration([
        {
          at: 'PORT',
          problem: `Port ${port} of ${host} is in use by another program.`,
          mend: `Stop it, or choose another port, as in PORT=${port < 65_535 ? port + 1 : 4100} npm start.`,
        },
      ]);
    case 'EACCES':
      return new WrongConfiguration([
        {
          at: 'PORT',
          problem: `Port ${port} may not be opened by this user.`,
          mend: 'Choose one from 1024 on, as in PORT=4100 npm start.',
        },
      ]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new WrongConfiguration([
        {
          at: 'HOST',
          problem: `${host} is no address of this machine.`,
          mend: 'Use HOST=127.0.0.1 (only this machine), HOST=0.0.0.0 (every address), or an address it has.',
        },
      ]);
    default:
      return error;
  }
}
