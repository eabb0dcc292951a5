import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';

const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]);
const status = z.enum(['open', 'resolved', 'closed']);
const signed = { by: z.string(), at: z.iso.datetime() };

export const escalationInListSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    status,
    issue: z.string(),
    level,
    account: accountInListSchema,
    owner: z.object({
      memberId: z.string(),
      name: z.string(),
      fallback: z.string().nullable().openapi({ description: 'Why it is not the member who holds the role.' }),
    }),
    clock: z
      .object({
        kind: z.enum(['running', 'paused', 'passed', 'off']),
        at: z.iso.datetime().nullable(),
        derivation: z.string().nullable(),
      })
      .openapi({ description: 'When the time of its level is over, goes on, or was over; and how that came about.' }),
    isAcknowledged: z.boolean(),
    consent: z
      .object({ level, memberId: z.string(), name: z.string() })
      .nullable()
      .openapi({ description: 'The level that consent is waited for, and whose.' }),
    nextStep: z.object({ text: z.string(), on: z.iso.date().nullable() }).nullable(),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
  })
  .openapi('EscalationInList');

export const escalationLevelSchema = z
  .object({
    level,
    title: z.string(),
    owner: z.string(),
    remindAfter: z.string().nullable(),
    within: z.string(),
    pause: z.string(),
    tells: z.array(z.string()),
    consentOf: z.string().nullable(),
  })
  .openapi('EscalationLevel');

export const escalationSchema = escalationInListSchema
  .extend({
    because: z.string().nullable(),
    run: z.object({ id: z.uuid(), number: z.int(), title: z.string() }).nullable(),
    levels: z.array(escalationLevelSchema),
    consentAsked: z.object({ because: z.string(), at: z.iso.datetime() }).nullable(),
    resolution: z.object({ steps: z.string(), ...signed }).nullable(),
    confirmation: z
      .object({
        answer: z.enum(['confirmed', 'no_answer']),
        who: z.string().nullable(),
        note: z.string().nullable(),
        ...signed,
      })
      .nullable(),
    review: z.object({ lessons: z.string(), change: z.string().nullable(), ...signed }).nullable(),
    draft: z
      .object({ subject: z.string(), text: z.string() })
      .openapi({ description: 'A message to the customer to begin with; nothing is sent by itself.' }),
    log: z.array(
      z.object({
        sequence: z.int(),
        at: z.iso.datetime(),
        by: z.string(),
        isSystem: z.boolean(),
        lines: z.array(z.string()),
      }),
    ),
  })
  .openapi('Escalation');

export const openedEscalationSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    joined: z.boolean().openapi({ description: 'Whether the matter was escalated already, and this joined it.' }),
  })
  .openapi('OpenedEscalation');

export const escalationPositionSchema = z
  .object({ id: z.uuid(), number: z.int(), status, level, sequence: z.int() })
  .openapi('EscalationPosition');

export type Escalation = z.infer<typeof escalationSchema>;
export type EscalationInList = z.infer<typeof escalationInListSchema>;
export type EscalationLevel = z.infer<typeof escalationLevelSchema>;
export type OpenedEscalation = z.infer<typeof openedEscalationSchema>;
