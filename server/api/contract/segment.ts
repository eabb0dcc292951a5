import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';

const figures = {
  members: z.int(),
  arrMinor: z.number().nullable().openapi({ description: 'Of the members together, in minor units of the currency.' }),
  score: z.number().nullable().openapi({ description: 'Mean health score of the members that have one.' }),
  red: z.int(),
  currency: z.string(),
};
const naming = z.array(
  z.object({
    key: z.string(),
    title: z.string(),
    as: z.enum(['for', 'enters_segment', 'leaves_segment', 'variation']),
  }),
);
export const ruleMenuSchema = z
  .object({
    join: z.enum(['all', 'any']),
    lines: z.array(
      z.object({
        signal: z.string(),
        operator: z.enum(['<', '<=', '>', '>=', '==', '!=', 'in', 'not in', 'known', 'unknown']),
        values: z.array(z.union([z.string(), z.number(), z.boolean()])),
      }),
    ),
  })
  .nullable()
  .openapi({ description: 'The rule for menus; null when only text can say it.' });

export const listedSegmentSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    sentence: z.string(),
    ...figures,
    cameIn: z.int().openapi({ description: 'In the last 30 days, because values changed.' }),
    left: z.int(),
    playbooks: naming,
  })
  .openapi('ListedSegment');

export const segmentSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    rule: z.string(),
    menu: ruleMenuSchema,
    sentence: z.string(),
    lines: z.array(z.object({ depth: z.int(), words: z.string() })),
    asOf: z.iso.date().nullable(),
    ...figures,
    playbooks: naming,
    accounts: z.array(z.object({ account: accountInListSchema, since: z.iso.date() })),
    moves: z.array(
      z.object({
        id: z.uuid(),
        account: z.object({ id: z.uuid(), name: z.string() }),
        direction: z.enum(['in', 'out']),
        cause: z.enum(['data', 'rule']),
        because: z.string(),
        movedOn: z.iso.date(),
      }),
    ),
  })
  .openapi('Segment');

export const rulePreviewSchema = z
  .object({
    sentence: z.string(),
    menu: ruleMenuSchema,
    asOf: z.iso.date().nullable(),
    total: z.int(),
    accounts: z.array(z.object({ id: z.uuid(), name: z.string() })),
  })
  .openapi('RulePreview');

export const ruleSignalSchema = z
  .object({
    name: z.string(),
    title: z.string(),
    type: z.enum(['number', 'date', 'label', 'boolean']),
    unit: z.string(),
    labels: z.array(z.string()),
  })
  .openapi('RuleSignal');

export type ListedSegment = z.infer<typeof listedSegmentSchema>;
export type Segment = z.infer<typeof segmentSchema>;
export type RulePreview = z.infer<typeof rulePreviewSchema>;
export type RuleSignal = z.infer<typeof ruleSignalSchema>;
