import { z } from '@hono/zod-openapi';

const version = {
  version: z.int(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string().nullable().openapi({ description: 'Null: Steward itself, or the command line.' }),
  reason: z.string().nullable(),
  isCurrent: z.boolean().openapi({ description: 'Whether new runs follow it.' }),
  openRuns: z.int().openapi({ description: 'Open runs that follow it to their end.' }),
};

export const playbookVersionInListSchema = z.object(version).openapi('PlaybookVersionInList');

export const playbookVersionSchema = z
  .object({ ...version, document: z.string().openapi({ description: 'As it was written.' }) })
  .openapi('PlaybookVersion');

export const comparisonSchema = z
  .object({ lines: z.array(z.object({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })) })
  .openapi('PlaybookComparison');

export type PlaybookVersionInList = z.infer<typeof playbookVersionInListSchema>;
export type PlaybookVersion = z.infer<typeof playbookVersionSchema>;
export type PlaybookComparison = z.infer<typeof comparisonSchema>;
