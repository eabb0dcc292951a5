import { z } from '@hono/zod-openapi';

const share = z.number().nullable();
const interval = z
  .tuple([z.number(), z.number()])
  .readonly()
  .nullable()
  .openapi({ description: '95 % interval, by drawing whole accounts.' });
const lacking = z.string().nullable().openapi({ description: 'Why there is no figure; null when there is one.' });
const counts = { rows: z.int(), positives: z.int(), positive_accounts: z.int() };

const separation = z.object({
  ...counts,
  auc: share.openapi({ description: 'Area under the ROC curve, ties counted half: 0.5 is chance.' }),
  interval,
  not_enough_data: lacking,
});

const rowsOnDays = z.object({ ...counts, from: z.iso.date(), to: z.iso.date() }).nullable();
const area = z.object({ auc: z.number(), interval }).nullable();

const suggestion = z.object({
  variant: z.string(),
  index: z.int().openapi({ description: 'The place of the variant in the model.' }),
  learned: rowsOnDays,
  judged: rowsOnDays,
  penalty: share,
  weights: z
    .array(
      z.object({
        key: z.string(),
        current: z.number(),
        suggested: z.number(),
        log_odds_per_10_points: share,
        left_out: z.enum(['unknown', 'constant', 'wrong_way']).nullable(),
      }),
    )
    .nullable(),
  comparison: z
    .object({
      ...counts,
      first: area.openapi({ description: 'The weights in force.' }),
      second: area.openapi({ description: 'The suggested weights.' }),
      difference: z.object({ value: z.number(), interval }).nullable(),
      not_enough_data: lacking,
    })
    .nullable(),
  verdict: z.enum(['better', 'worse', 'no_difference', 'none']),
  not_enough_data: lacking,
});

export const healthTestAnswerSchema = z
  .object({
    from: z.iso.date(),
    to: z.iso.date(),
    truth: z.string(),
    eligible: z.string(),
    horizon_days: z.int(),
    announced_by: z.enum(['low', 'high']),
    snapshots: z.int(),
    lived_days: z.int(),
    needed: z.object({ rows: z.int(), accounts: z.int() }),
    rows: z.int(),
    accounts: z.int(),
    positives: z.int(),
    base_rate: share,
    is_circular: z.boolean().openapi({ description: 'The outcome is itself made of health.' }),
    score: separation,
    says: z.string(),
    not_enough_data: lacking,
    says_unscored: z.string().nullable(),
    bands: z.array(
      z.object({
        band: z.enum(['red', 'yellow', 'green', 'none']),
        rows: z.int(),
        positives: z.int(),
        rate: share,
        interval,
      }),
    ),
    components: z.array(
      separation.extend({ key: z.string(), title: z.string(), weight: z.number(), coverage: z.number() }),
    ),
    segments: z.array(separation.extend({ key: z.string(), title: z.string() })),
    rules: z.array(
      z.object({
        ...counts,
        key: z.string(),
        title: z.string(),
        words: z.string(),
        signal: z.string(),
        rule_auc: share,
        rule_interval: interval,
        score_auc: share,
        score_interval: interval,
        difference: share,
        difference_interval: interval,
        everywhere: separation
          .extend({ flagged: z.int(), precision: share, recall: share })
          .openapi({ description: 'The rule by itself, also where there is no score.' }),
        wins: z.enum(['rule', 'score', 'undecided', 'none']),
        says: z.string(),
        not_enough_data: lacking,
      }),
    ),
    suggestions: z.array(suggestion),
    model_version: z.int(),
    seconds: z.number(),
  })
  .openapi('HealthTest');

export type HealthTest = z.infer<typeof healthTestAnswerSchema>;
