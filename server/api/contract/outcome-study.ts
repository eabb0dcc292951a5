import { z } from '@hono/zod-openapi';

const mean = z
  .object({ value: z.number(), interval: z.tuple([z.number(), z.number()]).readonly().nullable() })
  .openapi({ description: 'With its 95 % interval, by drawing whole accounts.' });

const difference = z.object({
  runs: z.int(),
  comparisons: z.int(),
  ofRuns: z.number(),
  ofComparisons: z.number(),
  difference: mean,
});

const toldCases = z
  .array(
    z.object({
      account: z.object({ id: z.uuid(), name: z.string() }),
      run: z.object({ id: z.uuid(), number: z.int() }).nullable(),
      on: z.iso.date(),
      before: z.number().nullable(),
      after: z.number().nullable(),
      isReached: z.boolean().nullable(),
    }),
  )
  .openapi({ description: 'At most 100, the latest first.' });

export const outcomeStudySchema = z
  .object({
    signal: z.object({ name: z.string(), title: z.string(), unit: z.string() }),
    goal: z.string(),
    horizonDays: z.int(),
    runs: z.object({ all: z.int(), tooRecent: z.int(), measured: z.int() }),
    beforeAfter: z
      .object({ before: z.number(), after: z.number(), change: mean })
      .nullable()
      .openapi({ description: 'Compared with nobody. Null for too few runs.' }),
    comparisons: z.object({ before: z.int(), heldBack: z.int() }).openapi({
      description: 'Times that an account met the trigger without a run: before the first one, and since.',
    }),
    matched: z.object({ change: difference, reached: difference.nullable() }).nullable(),
    whyNotMatched: z.string().nullable(),
    caution: z.string(),
    cases: z.object({ runs: toldCases, comparisons: toldCases }),
  })
  .openapi('OutcomeStudy');

export type OutcomeStudy = z.infer<typeof outcomeStudySchema>;
