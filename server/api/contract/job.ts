import { z } from '@hono/zod-openapi';

export const jobSchema = z
  .object({
    id: z.string(),
    task: z.string(),
    state: z
      .enum(['waiting', 'running', 'failing', 'failed'])
      .openapi({ description: 'failing: it will be tried again.' }),
    runAt: z.iso.datetime(),
    attempts: z.int(),
    maxAttempts: z.int(),
    lastError: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .openapi('Job');

export const recurringJobSchema = z
  .object({
    name: z.string(),
    cron: z.string().openapi({ description: 'Five fields, UTC.' }),
    purpose: z.string(),
    lastRunAt: z.iso.datetime().nullable(),
  })
  .openapi('RecurringJob');

export type Job = z.infer<typeof jobSchema>;
export type RecurringJob = z.infer<typeof recurringJobSchema>;
