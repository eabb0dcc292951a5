import { z } from '@hono/zod-openapi';

const named = z.object({ id: z.uuid(), name: z.string() });

export const teamSchema = z
  .object({
    members: z.array(
      named.extend({
        role: z.string(),
        accounts: z.int().openapi({ description: 'Whose CSM they are.' }),
        red: z.int(),
        arrMinor: z.number(),
        openTasks: z.int(),
        overdue: z.int(),
        dueToday: z.int(),
        lateFirstActions: z.int(),
        donePerWeek: z.number().openapi({ description: 'Over the last four weeks.' }),
        handoffs: z.int().openapi({ description: 'Handoffs that wait for their answer.' }),
        isAway: z.boolean(),
        needsHelp: z.array(z.string()).openapi({ description: 'Why, in words; empty when they do not.' }),
      }),
    ),
    waitingSteps: z.array(
      z.object({
        playbook: z.object({ key: z.string(), title: z.string() }),
        step: z.string(),
        title: z.string(),
        open: z.int(),
        overdue: z.int(),
        medianDays: z.int(),
        longestDays: z.int(),
      }),
    ),
    quiet: z.object({
      days: z.int(),
      count: z.int(),
      accounts: z.array(
        named.extend({
          arrMinor: z.number().nullable(),
          currency: z.string().nullable(),
          csm: z.string().nullable(),
          lastTalkAt: z.iso.datetime().nullable(),
        }),
      ),
    }),
  })
  .openapi('Team');

export const teamTaskSchema = z
  .object({
    id: z.uuid(),
    title: z.string(),
    account: named,
    owner: named.extend({ fallback: z.string().nullable() }),
    dueAt: z.iso.datetime().nullable(),
    openedAt: z.iso.datetime(),
    run: z.object({ id: z.uuid(), number: z.int() }).nullable(),
  })
  .openapi('TeamTask');

export const lateRunSchema = z
  .object({ id: z.uuid(), number: z.int(), title: z.string(), account: named, dueAt: z.iso.datetime() })
  .openapi('LateRun');

export type Team = z.infer<typeof teamSchema>;
export type TeamTask = z.infer<typeof teamTaskSchema>;
export type LateRun = z.infer<typeof lateRunSchema>;
