import { z } from '@hono/zod-openapi';

export const signalSeriesSchema = z
  .object({
    signal: z.string(),
    title: z.string(),
    unit: z.string(),
    points: z.array(z.object({ day: z.iso.date(), value: z.number().nullable() })),
  })
  .openapi('SignalSeries');

export type SignalSeries = z.infer<typeof signalSeriesSchema>;
