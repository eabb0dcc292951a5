import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';

export const itemKindSchema = z.enum(['task', 'situation', 'band_change']);
export const quadrantSchema = z.enum(['do_first', 'plan', 'keep_short', 'when_there_is_time']);

export const workItemSchema = z
  .object({
    kind: itemKindSchema,
    id: z.uuid(),
    account: accountInListSchema,
    title: z.string().openapi({ description: 'What to do, or what happened.' }),
    headline: z.string().nullable().openapi({ description: 'The sentence of the situation behind it.' }),
    quadrant: quadrantSchema,
    reason: z.string().openapi({ description: 'Why it stands where it stands.' }),
    dueAt: z.iso.datetime().nullable(),
    dueBecause: z.string().nullable(),
    since: z.iso.datetime(),
    playbook: z.object({ key: z.string(), title: z.string() }).nullable(),
    run: z.object({ id: z.uuid(), number: z.int() }).nullable(),
    step: z.string().nullable(),
    situation: z.uuid().nullable(),
  })
  .openapi('WorkItem');

export const myDaySchema = z
  .object({
    today: z.iso.date(),
    items: z.array(workItemSchema),
    snoozed: z.array(
      z.object({
        kind: itemKindSchema,
        id: z.uuid(),
        title: z.string(),
        account: z.object({ id: z.uuid(), name: z.string() }),
        until: z.iso.datetime(),
        reason: z.string().nullable(),
      }),
    ),
    laterTasks: z.int().openapi({ description: 'Open tasks that are due after the days shown.' }),
  })
  .openapi('MyDay');

export type MyDay = z.infer<typeof myDaySchema>;
export type WorkItem = z.infer<typeof workItemSchema>;
export type ItemKind = z.infer<typeof itemKindSchema>;
export type Quadrant = z.infer<typeof quadrantSchema>;
