import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';

export const heldBackListSchema = z
  .object({
    reasons: z
      .array(z.object({ reason: z.string(), count: z.int() }))
      .openapi({ description: 'How many there are for each reason, the most first.' }),
    playbooks: z.array(z.object({ key: z.string(), title: z.string(), count: z.int() })),
    total: z.int(),
    held: z.array(
      z.object({
        account: accountInListSchema,
        playbook: z.object({ key: z.string(), title: z.string() }),
        reason: z.string(),
        detail: z.string().openapi({ description: 'In words, with what it waits for.' }),
        until: z.iso.date().nullable(),
        asOf: z.iso.date().openapi({ description: 'The day of the diagnosis that held it back.' }),
      }),
    ),
  })
  .openapi('HeldBackList');

export type HeldBackList = z.infer<typeof heldBackListSchema>;
