import { z } from 'zod';

/** What stands at the beginning of a backup: by whom and for which schema it was made. */
export const backupHead = z.object({
  format: z.literal(1),
  steward: z.string(),
  postgres: z.string(),
  made_at: z.iso.datetime(),
  /** The migrations that had been applied, in order, with the hash of each. */
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  /** Qualified names, with the columns in the order in which they stand. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});

/** What stands at its end: what must have come. `sha256` is that of the rows as text. */
export const backupManifest = z.object({
  tables: z.array(z.object({ name: z.string(), rows: z.int(), bytes: z.int(), sha256: z.string() })),
});

export type BackupHead = z.infer<typeof backupHead>;
export type BackupManifest = z.infer<typeof backupManifest>;
export type TableCount = BackupManifest['tables'][number];

export const HEAD_ENTRY = 'steward.json';
export const MANIFEST_ENTRY = 'manifest.json';
/** The waiting jobs of the queue, under a name that no table can have. */
export const QUEUE_ENTRY = 'queue.jobs';
