import { z } from '@hono/zod-openapi';

export const metricSchema = z
  .object({
    key: z.string().openapi({ description: 'Its signals are metric.<key>.events_28d and the like.' }),
    title: z.string(),
    event: z.string().nullable().openapi({ description: 'The event that is counted; null for any.' }),
    filter: z
      .object({ property: z.string(), value: z.string() })
      .nullable()
      .openapi({ description: 'Only events whose property has this value.' }),
    sum: z.string().nullable().openapi({ description: 'The property that is summed; null where events are counted.' }),
    archivedAt: z.iso.datetime().nullable(),
  })
  .openapi('Metric');

export type Metric = z.infer<typeof metricSchema>;
