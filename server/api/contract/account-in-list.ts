import { z } from '@hono/zod-openapi';

/** An account as far as lists of work need it. */
export const accountInListSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    stage: z.string().nullable(),
    arrMinor: z.int().nullable().openapi({ description: 'Minor units of the currency.' }),
    currency: z.string().nullable(),
    renewalDate: z.string().nullable(),
    band: z.enum(['green', 'yellow', 'red']).nullable(),
    score: z.number().nullable(),
    change28d: z.number().nullable().openapi({ description: 'Points of the health score.' }),
  })
  .openapi('AccountInList');

export type AccountInList = z.infer<typeof accountInListSchema>;
