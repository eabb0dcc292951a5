import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { describeSchema } from './describe-schema.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

// npm run schema:dump writes db/schema.sql from a fresh, migrated database; with --check it compares, and ends with 1 when they differ.

const FILE = fileURLToPath(new URL('../../db/schema.sql', import.meta.url));
const MOST_LINES = 40;

async function schemaOfMigrations(): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'steward-schema-'));
  chmodSync(dataDir, 0o711); // the database may run under an account of its own
  const secret = 'the schema has no secret';
  const postgres = await startEmbedded({ dataDir, secret, log: console.log, durable: false });
  try {
    await migrate({ connection: postgres.connection, secret });
    const client = new Client(postgres.connection);
    await client.connect();
    try {
      return await describeSchema(client);
    } finally {
      await client.end();
    }
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The lines between the first and the last that differ: '-' as dumped, '+' as the migrations make it. */
function difference(dumped: string[], made: string[]): string[] {
  let start = 0;
  while (start < dumped.length && dumped[start] === made[start]) start++;
  let end = 0;
  while (end < Math.min(dumped.length, made.length) - start && dumped.at(-1 - end) === made.at(-1 - end)) end++;
  const lines = [
    ...dumped.slice(start, dumped.length - end).map((line) => `- ${line}`),
    ...made.slice(start, made.length - end).map((line) => `+ ${line}`),
  ];
  const rest = lines.length - MOST_LINES;
  return rest > 0 ? [...lines.slice(0, MOST_LINES), `... and ${rest} lines more`] : lines;
}

function dumpedSchema(): string {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '';
  }
}

const made = await schemaOfMigrations();
if (!process.argv.includes('--check')) {
  writeFileSync(FILE, made);
  console.log('Wrote db/schema.sql.');
} else if (made !== dumpedSchema()) {
  console.log('db/schema.sql is not what db/migrations makes. Run "npm run schema:dump" and commit the file.');
  console.log(difference(dumpedSchema().split('\n'), made.split('\n')).join('\n'));
  process.exitCode = 1;
} else {
  console.log('db/schema.sql is what db/migrations makes.');
}
