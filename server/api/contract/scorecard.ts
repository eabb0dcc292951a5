import { z } from '@hono/zod-openapi';
import { FIGURES } from '../../learning/scorecards/figures.ts';
import { FLAG_KINDS } from '../../learning/scorecards/flags/flag.ts';
import { EXITS, FATES } from '../../learning/scorecards/occasion.ts';

const share = z
  .object({
    hits: z.int(),
    of: z.int(),
    share: z.number().nullable(),
    interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
  })
  .openapi({ description: 'With its 95 % interval (Wilson); both null where there are too few cases to say.' });

const counts = z.record(z.enum(FIGURES), z.int());
const stepShares = { steps_done: share, steps_skipped: share, steps_late: share };

const score = {
  counts,
  shares: z.object({
    first_action_in_time: share,
    reached: share.openapi({ description: 'Of the runs that ended by success, failure, time or by hand.' }),
    false_alarms: share,
    ...stepShares,
    edited: share,
  }),
  daysToExit: z.object({
    runs: z.int(),
    quartiles: z.object({ lower: z.number(), median: z.number(), upper: z.number() }).nullable(),
  }),
};

const playbook = z.object({
  key: z.string(),
  title: z.string(),
  status: z.enum(['published', 'retired']),
  version: z.int(),
});

const part = z.array(
  z.object({ key: z.string().openapi({ description: 'Empty for those without.' }), title: z.string(), ...score }),
);

const flag = { kind: z.enum(FLAG_KINDS), finding: z.string() };

const flags = z.array(
  z.object({
    ...flag,
    rule: z.string().openapi({ description: 'By which rule, with its numbers, and what it cannot tell.' }),
    restsOn: z.array(
      z.object({
        words: z.string(),
        hits: z.int(),
        of: z.int(),
        interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
        runs: z
          .array(z.object({ id: z.uuid(), number: z.int(), account: z.string(), isHit: z.boolean() }))
          .openapi({ description: 'At most 50 of those that are counted.' }),
      }),
    ),
  }),
);

export const scorecardSchema = z
  .object({
    playbook,
    from: z.iso.date(),
    to: z.iso.date(),
    ...score,
    steps: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        counts: z.record(z.enum(FATES.map((fate) => `step_${fate}` as const)), z.int()),
        shares: z.object(stepShares),
      }),
    ),
    parts: z.object({ version: part, segment: part, member: part }),
    flags,
  })
  .openapi('Scorecard');

const scorecardInListSchema = z.object({ playbook, ...score, flags: z.array(z.object(flag)) });

export const scorecardsSchema = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  scorecards: z.array(scorecardInListSchema),
});

export const occasionsSchema = z.object({
  total: z.int(),
  occasions: z
    .array(
      z.object({
        account: z.object({ id: z.uuid(), name: z.string() }),
        at: z.iso.datetime(),
        situationId: z.uuid().nullable(),
        run: z
          .object({
            id: z.uuid(),
            number: z.int(),
            member: z.string().nullable(),
            exit: z.enum(EXITS),
            closedAt: z.iso.datetime().nullable(),
          })
          .nullable(),
      }),
    )
    .openapi({ description: 'At most 500, the newest first.' }),
});

/** What the pages read of these. */
export type Scorecard = z.infer<typeof scorecardSchema>;
export type ScorecardInList = z.infer<typeof scorecardInListSchema>;
export type Scorecards = z.infer<typeof scorecardsSchema>;
export type ScorecardOccasions = z.infer<typeof occasionsSchema>;
