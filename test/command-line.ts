import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { runCommandLine } from '../server/cli/run-command-line.ts';
import { readConfig } from '../server/config/read-config.ts';
import { type Database, openDatabase } from '../server/database/database.ts';
import { createTestDatabase } from './database.ts';

/** What a command wrote and with what it ended. */
export interface Ended {
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

/** An answer in JSON, of whatever shape the command gives it. */
export type Answer = Record<string, unknown>;

/** The command line in this process, over a database and a data directory of its own. */
export interface TestCommandLine {
  readonly database: Database;
  /** The database as its owner, to whom no policy applies. */
  readonly connection: pg.ClientConfig;
  readonly secret: string;
  readonly folder: string;
  /** Writes a file into the folder and gives its path. */
  write(name: string, text: string): string;
  run(...args: string[]): Promise<Ended>;
  /** Runs with `--json` and gives the answer; throws when there is none. */
  json(...args: string[]): Promise<Answer>;
  close(): Promise<void>;
}

export async function startCommandLine(): Promise<TestCommandLine> {
  const cloned = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'steward command line '));
  const database = openDatabase(cloned.connection, cloned.secret, { size: 4 });
  const config = readConfig({ STEWARD_SECRET: cloned.secret, STEWARD_DATA: join(folder, 'data'), LOG_LEVEL: 'silent' });
  const nothing = async () => {};
  const installation = { administrator: cloned.connection, database, close: nothing, abandon: nothing };

  const run = async (...args: string[]): Promise<Ended> => {
    const written = { out: '', err: '' };
    const code = await runCommandLine(args, {
      out: (line) => {
        written.out += `${line}\n`;
      },
      err: {
        write: (text) => {
          written.err += text;
        },
      },
      open: (work) => work(installation, config),
    });
    return { code, ...written };
  };
  return {
    database,
    connection: cloned.connection,
    secret: cloned.secret,
    folder,
    run,
    write(name, text) {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    async json(...args) {
      const { out, err } = await run(...args, '--json');
      if (!out) throw new Error(err);
      return JSON.parse(out);
    },
    async close() {
      await database.close();
      await cloned.drop();
      rmSync(folder, { recursive: true });
    },
  };
}
