import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { lineDifference } from '../lib/line-difference.ts';
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
  const lines = lineDifference(dumpedSchema(), made);
  console.log(lines.slice(0, MOST_LINES).join('\n'));
  if (lines.length > MOST_LINES) console.log(`... and ${lines.length - MOST_LINES} lines more`);
  process.exitCode = 1;
} else {
  console.log('db/schema.sql is what db/migrations makes.');
}
