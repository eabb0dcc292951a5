import { z } from '@hono/zod-openapi';

/** Days on which a member is away, both included. */
export const absenceSchema = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
    deputyId: z.uuid().nullable(),
    note: z.string().nullable(),
  })
  .openapi('Absence');

export type Absence = z.infer<typeof absenceSchema>;
