import { z } from '@hono/zod-openapi';

/** What the command palette finds by name. */
export const foundSchema = z
  .object({
    accounts: z.array(
      z.object({ id: z.uuid(), name: z.string(), domain: z.string().nullable(), stage: z.string().nullable() }),
    ),
    playbooks: z.array(z.object({ key: z.string(), title: z.string() })),
  })
  .openapi('Found');

export type Found = z.infer<typeof foundSchema>;
