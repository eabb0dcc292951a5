import { z } from '@hono/zod-openapi';

export const waitingSchema = z
  .object({
    playbook: z.object({ key: z.string(), title: z.string() }),
    count: z.int(),
    foundOn: z.iso.date(),
    accounts: z
      .array(z.object({ id: z.uuid(), name: z.string(), headline: z.string() }))
      .openapi({ description: 'At most 200, the largest first.' }),
  })
  .openapi('WaitingSituations');

export type WaitingSituations = z.infer<typeof waitingSchema>;
