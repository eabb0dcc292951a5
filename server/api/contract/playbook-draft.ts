import { z } from '@hono/zod-openapi';

export const playbookDraftSchema = z
  .object({
    document: z.string(),
    basedOn: z.int().openapi({ description: 'The version with which it was begun.' }),
    revision: z.uuid().openapi({ description: 'Another one each time that it is saved.' }),
    savedAt: z.iso.datetime(),
    savedBy: z.string().nullable().openapi({ description: 'Null for an API key.' }),
  })
  .openapi('PlaybookDraft');

export type PlaybookDraft = z.infer<typeof playbookDraftSchema>;
