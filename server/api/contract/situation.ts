import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';

const playbook = z.object({ key: z.string(), title: z.string() });
const state = z.enum(['open', 'cleared', 'dismissed']);
const run = z.object({ id: z.uuid(), number: z.int(), state: z.enum(['open', 'closed']) }).nullable();

export const evidenceSchema = z
  .object({
    words: z.string().openapi({ example: 'logins in the last 28 days fell 46 % (a fall of 30 % or more)' }),
    isDecisive: z.boolean().openapi({ description: 'Whether the condition would not have been true without it.' }),
    title: z.string(),
    signal: z.string().nullable(),
    unit: z.string(),
    value: z.string(),
    happened: z
      .object({ day: z.iso.date(), what: z.string() })
      .nullable()
      .openapi({ description: 'The day on which what it is about happened.' }),
    threshold: z.number().nullable(),
    truth: z.enum(['true', 'false', 'unknown']),
  })
  .openapi('Evidence');

export const situationSchema = z
  .object({
    id: z.uuid(),
    account: accountInListSchema,
    playbook,
    state,
    triggerKind: z.string(),
    headline: z.string(),
    evidence: z.array(evidenceSchema),
    openedOn: z.iso.date(),
    openedAt: z.iso.datetime(),
    closedOn: z.iso.date().nullable(),
    dismissal: z
      .object({
        reason: z.string(),
        by: z.string().nullable(),
        at: z.iso.datetime(),
        silentUntil: z.iso.date(),
      })
      .nullable(),
    run,
  })
  .openapi('Situation');

export const situationInListSchema = z
  .object({
    id: z.uuid(),
    account: accountInListSchema,
    playbook,
    state,
    headline: z.string(),
    openedOn: z.iso.date(),
    closedOn: z.iso.date().nullable(),
    run,
  })
  .openapi('SituationInList');

export type Situation = z.infer<typeof situationSchema>;
export type SituationInList = z.infer<typeof situationInListSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
