import { z } from '@hono/zod-openapi';

export const automationSchema = z
  .object({
    playbook: z.string(),
    playbookTitle: z.string(),
    step: z.string(),
    title: z.string(),
    action: z.string(),
    failures: z.int().openapi({ description: 'In the last 24 hours.' }),
    lastProblem: z.string().nullable(),
    pausedAt: z.iso.datetime().nullable(),
    because: z.string().nullable(),
    waiting: z.int().openapi({ description: 'Steps of open runs that are to be performed.' }),
  })
  .openapi('Automation');

export type Automation = z.infer<typeof automationSchema>;
