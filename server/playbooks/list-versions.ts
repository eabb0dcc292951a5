import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { type AlignedLine, alignLines } from '../lib/line-difference.ts';
import { LONGEST_DOCUMENT } from './parse.ts';

/** A published version of a playbook. */
export interface PlaybookVersion {
  readonly version: number;
  readonly publishedAt: string;
  /** Null: Steward itself, or the command line. */
  readonly publishedBy: string | null;
  readonly reason: string | null;
  /** Whether new runs follow it. */
  readonly isCurrent: boolean;
  /** Open runs that follow it to their end. */
  readonly openRuns: number;
}

const VERSIONS = `select v.version, v.created_at as "publishedAt", m.name as "publishedBy", v.reason, v.version = p.version as "isCurrent",
    (select count(*)::int from run r where r.organisation_id = $1 and r.playbook_key = v.key and r.playbook_version = v.version and r.state = 'open')
      as "openRuns", v.document
  from playbook p
  join playbook_version v on v.organisation_id = $1 and v.key = p.key
  left join member m on m.organisation_id = $1 and m.id = v.created_by
  where p.organisation_id = $1 and p.key = $2`;

type Row = Omit<PlaybookVersion, 'publishedAt'> & { readonly publishedAt: Date; readonly document: string };

/** Every version of a playbook, the newest first. 404 for an unknown playbook. */
export function listVersions(database: Database, actor: Actor, key: string): Promise<PlaybookVersion[]> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    await tx.one('playbook', 'select key from playbook where organisation_id = $1 and key = $2', [
      tx.organisationId,
      key,
    ]);
    const rows = await tx.query<Row & Record<string, unknown>>(`${VERSIONS} order by v.version desc`, [
      tx.organisationId,
      key,
    ]);
    return rows.map(({ document: _, ...row }) => ({ ...row, publishedAt: row.publishedAt.toISOString() }));
  });
}

/** A version with its document, as it was written. 404 for an unknown playbook or version. */
export function readVersion(
  database: Database,
  actor: Actor,
  key: string,
  version: number,
): Promise<PlaybookVersion & { readonly document: string }> {
  mayI(actor, 'read');
  return inOrganisation(database, actor, async (tx) => {
    const row = await tx.one<Row & Record<string, unknown>>('version', `${VERSIONS} and v.version = $3`, [
      tx.organisationId,
      key,
      version,
    ]);
    return { ...row, publishedAt: row.publishedAt.toISOString() };
  });
}

/** A version, and what it is held against: another version, or a text. */
export const versionComparison = z
  .strictObject({
    from: z.int().min(1),
    to: z.int().min(1).optional(),
    document: z.string().max(LONGEST_DOCUMENT).optional(),
  })
  .refine(({ to, document }) => (to === undefined) !== (document === undefined), {
    message: 'Name what it is compared with: either a version (to) or a text (document).',
    path: ['to'],
  });

/** A version line by line beside another one or a text. 404 for an unknown playbook or version. */
export function compareVersions(
  database: Database,
  actor: Actor,
  key: string,
  input: z.input<typeof versionComparison>,
): Promise<AlignedLine[]> {
  mayI(actor, 'read');
  const { from, to, document } = versionComparison.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const first = await documentOf(tx, key, from);
    return alignLines(first, document ?? (await documentOf(tx, key, to!)));
  });
}

async function documentOf(tx: Transaction, key: string, version: number): Promise<string> {
  const { document } = await tx.one<{ document: string }>(
    'version',
    'select document from playbook_version where organisation_id = $1 and key = $2 and version = $3',
    [tx.organisationId, key, version],
  );
  return document;
}
