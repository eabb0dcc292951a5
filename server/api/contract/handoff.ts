import { z } from '@hono/zod-openapi';

const named = z.object({ id: z.uuid(), name: z.string() });

export const handoffSchema = z
  .object({
    id: z.uuid(),
    subject: z.string(),
    state: z.enum(['offered', 'accepted', 'returned', 'lapsed', 'withdrawn']),
    account: named,
    run: z.object({ id: z.uuid(), number: z.int(), step: z.string() }).nullable(),
    giverRole: z.string(),
    receiverRole: z.string(),
    giver: named,
    receiver: named.nullable().openapi({ description: 'Null: whoever has the role and takes it first.' }),
    carriedBy: named.nullable().openapi({ description: 'Until it is accepted, the giver.' }),
    round: z.int().openapi({ description: 'How many times it was offered.' }),
    brief: z.string().openapi({ description: 'Markdown.' }),
    missing: z.array(z.string()).openapi({ description: 'What the brief could not say, in words.' }),
    gaps: z.array(z.string()).openapi({ description: 'What the receiver missed.' }),
    acceptWithin: z.string(),
    acceptBy: z.iso.datetime(),
    acceptBecause: z.string().openapi({ description: 'How that moment came about.' }),
    offeredAt: z.iso.datetime(),
    settledAt: z.iso.datetime().nullable(),
    settledBy: z.string().nullable(),
    reason: z.string().nullable(),
    escalatedTo: named.nullable(),
    mayAnswer: z.boolean(),
    mayGive: z.boolean(),
    history: z.array(z.object({ at: z.iso.datetime(), by: z.string(), words: z.string() })),
  })
  .openapi('Handoff');

export const draftBriefSchema = z
  .object({
    text: z.string(),
    missing: z.array(z.string()),
    receiver: named.nullable().openapi({ description: 'Who has the role in the account team.' }),
    tasks: z.int().openapi({ description: 'Open tasks of the account that would come along.' }),
  })
  .openapi('DraftBrief');

export const uncarriedSchema = z
  .object({
    kind: z.enum(['account', 'task', 'handoff', 'run']),
    id: z.uuid(),
    title: z.string(),
    account: named,
    why: z.string(),
    since: z.iso.datetime().nullable(),
  })
  .openapi('Uncarried');

export type Handoff = z.infer<typeof handoffSchema>;
export type DraftBrief = z.infer<typeof draftBriefSchema>;
export type Uncarried = z.infer<typeof uncarriedSchema>;
