import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';

export const itemKindSchema = z.enum([
  'task',
  'situation',
  'band_change',
  'escalation',
  'handoff',
  'exception',
  'left_segment',
]);
/** What a member can put aside for a while. An escalation cannot, since it waits for nobody, nor a handoff, which has a clock. */
export const snoozableKindSchema = z.enum(['task', 'situation', 'band_change']);
export const wakesSchema = z.enum(['at_date', 'at_date_or_worse', 'when_worse']).openapi({
  description:
    'What brings an item back: its day whatever happens; its day, or earlier if it gets worse; only that it gets worse (after a year at the latest).',
});
const quadrantSchema = z.enum(['do_first', 'plan', 'keep_short', 'when_there_is_time']);

/** A part of the working day, on the member's own clock. */
export const dayBlockSchema = z.object({
  key: z.enum(['focus', 'customers', 'admin', 'wrap_up']),
  from: z.string().openapi({ example: '08:00' }),
  until: z.string().openapi({ example: '11:00' }),
});

export const workItemSchema = z
  .object({
    kind: itemKindSchema,
    id: z.uuid(),
    account: accountInListSchema,
    title: z.string().openapi({ description: 'What to do, or what happened.' }),
    headline: z.string().nullable().openapi({ description: 'The sentence of the situation behind it.' }),
    quadrant: quadrantSchema,
    block: dayBlockSchema.shape.key.openapi({ description: 'The part of the day in which it is best done.' }),
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
    blocks: z.array(dayBlockSchema.extend({ isNow: z.boolean() })),
    items: z.array(workItemSchema),
    snoozed: z.array(
      z.object({
        kind: snoozableKindSchema,
        id: z.uuid(),
        title: z.string(),
        account: z.object({ id: z.uuid(), name: z.string() }),
        until: z.iso.datetime().openapi({ description: 'When it comes back at the latest.' }),
        wakes: wakesSchema,
        baseline: z.string().nullable().openapi({
          description:
            'How things stood when it was put aside, which "worse" is held against; null where only the day counts.',
        }),
        reason: z.string().nullable(),
      }),
    ),
    laterTasks: z.int().openapi({ description: 'Open tasks that are due after the days shown.' }),
  })
  .openapi('MyDay');

export type MyDay = z.infer<typeof myDaySchema>;
export type DayBlock = z.infer<typeof dayBlockSchema>;
export type WorkItem = z.infer<typeof workItemSchema>;
export type SnoozedItem = MyDay['snoozed'][number];
export type Wakes = z.infer<typeof wakesSchema>;
export type ItemKind = z.infer<typeof itemKindSchema>;
