import { z } from '@hono/zod-openapi';
import { ruleMenuSchema } from './segment.ts';

const figures = {
  cadenceDays: z
    .int()
    .nullable()
    .openapi({ description: 'Within so many days somebody should have spoken with each.' }),
  members: z.int(),
  accounts: z.int().openapi({ description: 'The accounts of the members.' }),
  overdue: z.int().nullable().openapi({
    description: 'Members past the cadence; null without one, or where touches with contacts are not logged.',
  }),
};
const needing = z.array(
  z.object({
    kind: z.enum(['playbook', 'segment', 'health_model']),
    key: z.string(),
    title: z.string(),
    as: z.enum(['enters_persona', 'leaves_persona', 'signal']),
  }),
);
const account = z.object({ id: z.uuid(), name: z.string() });

export const listedPersonaSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    sentence: z.string(),
    ...figures,
    cameIn: z.int().openapi({ description: 'In the last 30 days, because values changed.' }),
    left: z.int(),
    needing,
  })
  .openapi('ListedPersona');

export const personaSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    rule: z.string(),
    menu: ruleMenuSchema,
    sentence: z.string(),
    lines: z.array(z.object({ depth: z.int(), words: z.string() })),
    asOf: z.iso.date().nullable(),
    ...figures,
    needing,
    contacts: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        title: z.string().nullable(),
        account,
        lastTouchAt: z.iso.datetime().nullable(),
        quietDays: z.int().nullable().openapi({ description: 'Days without a word.' }),
        isOverdue: z.boolean(),
        since: z.iso.date(),
      }),
    ),
    moves: z.array(
      z.object({
        id: z.uuid(),
        contact: z.string().nullable().openapi({ description: 'null for one who was removed.' }),
        account,
        direction: z.enum(['in', 'out']),
        cause: z.enum(['data', 'rule', 'removed']),
        because: z.string(),
        movedOn: z.iso.date(),
      }),
    ),
  })
  .openapi('Persona');

export const personaPreviewSchema = z
  .object({
    sentence: z.string(),
    menu: ruleMenuSchema,
    asOf: z.iso.date().nullable(),
    total: z.int(),
    contacts: z.array(z.object({ id: z.uuid(), name: z.string(), account: z.string() })),
  })
  .openapi('PersonaPreview');

export type ListedPersona = z.infer<typeof listedPersonaSchema>;
export type Persona = z.infer<typeof personaSchema>;
export type PersonaPreview = z.infer<typeof personaPreviewSchema>;
