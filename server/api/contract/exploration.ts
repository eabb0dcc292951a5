import { z } from '@hono/zod-openapi';
import { TRUTHS } from '../../learning/backtest/truths.ts';

const share = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();
const shares = { base_rate: share, precision: share, recall: share, lift: share, f1: share };
const intervals = z
  .object({ base_rate: interval, precision: interval, recall: interval, lift: interval, f1: interval })
  .nullable()
  .openapi({ description: '95 % intervals, by drawing whole accounts.' });
const notEnough = z.string().nullable().openapi({ description: 'Why the figures are not to be relied on.' });

const snapshots = z.object({
  reading: z.literal('snapshots'),
  snapshots: z.int(),
  rows: z.int(),
  positives: z.int(),
  flagged: z.int(),
  true_positives: z.int(),
  ...shares,
  intervals,
  not_enough_data: notEnough,
});

const firings = z.object({
  reading: z.literal('firings'),
  firings: z.int(),
  undecided: z.int(),
  right: z.int(),
  outcomes: z.int(),
  outcomes_announced: z.int(),
  ...shares,
  intervals,
  lead_time_days_median: z.number().nullable(),
  per_week: z.array(z.object({ week: z.iso.date(), firings: z.int(), right: z.int(), tasks: z.int() })),
  tasks_per_week: z.object({
    people: z.int(),
    mean: z.number(),
    mean_per_person: z.number(),
    busiest: z.number(),
  }),
  held_back: z.object({ cooldown: z.int(), not_while: z.int() }),
  not_enough_data: notEnough,
});

const figures = z.discriminatedUnion('reading', [snapshots, firings]);

const accounts = z.object({
  total: z.int(),
  accounts: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        on: z.iso.date(),
        story: z.string().openapi({ description: 'What the signals of the condition said that morning.' }),
      }),
    )
    .openapi({ description: 'The latest twelve.' }),
});

export const explorationAnswerSchema = z
  .object({
    range: z
      .object({ from: z.iso.date(), to: z.iso.date(), livedDays: z.int() })
      .nullable()
      .openapi({ description: 'Null where no day has its horizon inside the known history.' }),
    when: z.string(),
    sentence: z.string(),
    truth: z.string(),
    clauses: z.array(
      z.object({
        index: z.int(),
        words: z.string(),
        text: z.string(),
        signal: z.string().nullable(),
        unit: z.string(),
        operator: z.enum(['<', '<=', '>', '>=', '==', '!=']).nullable(),
        threshold: z.number().nullable().openapi({ description: 'As the playbook says; null without one.' }),
        isOn: z.boolean(),
        isCounting: z.boolean(),
        inUse: z.number().nullable(),
      }),
    ),
    curveOf: z.int().nullable(),
    curve: z
      .object({
        range: z.object({ least: z.number(), most: z.number(), step: z.number() }),
        points: z.array(
          z.object({ threshold: z.number(), flagged: z.int(), precision: share, recall: share, f1: share }),
        ),
      })
      .nullable(),
    ranges: z
      .array(z.object({ index: z.int(), least: z.number(), most: z.number(), step: z.number() }))
      .openapi({ description: 'What the threshold of each clause can sensibly be.' }),
    figures: figures.nullable(),
    caught: accounts.nullable(),
    missed: accounts.nullable(),
    falselyFlagged: accounts.nullable(),
    other: z
      .object({ sentence: z.string(), figures, both: z.int(), onlyThis: accounts, onlyOther: accounts })
      .nullable(),
    milliseconds: z.int(),
  })
  .openapi('Exploration');

export const outcomesSchema = z.object({
  outcomes: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      condition: z.string(),
      isGood: z.boolean().openapi({ description: 'Whether one hopes for it.' }),
    }),
  ),
});

export const OUTCOMES = { outcomes: [...TRUTHS] };

export type ExplorationAnswer = z.infer<typeof explorationAnswerSchema>;
export type ExplorationFigures = z.infer<typeof figures>;
export type ListedAccounts = z.infer<typeof accounts>;
export type TriedClause = ExplorationAnswer['clauses'][number];
export type Outcome = z.infer<typeof outcomesSchema>['outcomes'][number];
