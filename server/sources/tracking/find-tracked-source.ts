import type { Database } from '../../database/database.ts';
import { hashKey } from '../../identity/actor-of.ts';

/** The source that a write key writes to. */
export interface TrackedSource {
  readonly organisationId: string;
  readonly sourceId: string;
  /** Whether calls may make accounts that nobody knows yet. */
  readonly createsAccounts: boolean;
  readonly timeZone: string;
}

interface Row {
  organisation_id: string;
  source_id: string;
  creates_accounts: boolean;
  time_zone: string;
}

/** So long a key may go on to work in a process after it was revoked. */
const REMEMBERED = 5_000;
const MOST = 10_000;

/** Looks write keys up and remembers what it found, also that there was nothing, for five seconds. */
export function sourceFinder(database: Database): (writeKey: string) => Promise<TrackedSource | null> {
  const known = new Map<string, { readonly until: number; readonly source: Promise<TrackedSource | null> }>();
  return (writeKey) => {
    const hash = hashKey(writeKey);
    const name = hash.toString('base64');
    const found = known.get(name);
    if (found && found.until > Date.now()) return found.source;
    if (known.size >= MOST) known.clear();
    const source = findSource(database, hash);
    known.set(name, { until: Date.now() + REMEMBERED, source });
    // A failure is not remembered.
    source.catch(() => known.delete(name));
    return source;
  };
}

async function findSource(database: Database, hash: Buffer): Promise<TrackedSource | null> {
  const { rows } = await database.worker.query<Row>('select * from find_write_key($1)', [hash]);
  const row = rows[0];
  if (!row) return null;
  return {
    organisationId: row.organisation_id,
    sourceId: row.source_id,
    createsAccounts: row.creates_accounts,
    timeZone: row.time_zone,
  };
}
