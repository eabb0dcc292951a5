import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';

const numbers = {
  openSituations: z.int(),
  openRuns: z.int(),
  ended90d: z.int().openapi({ description: 'Runs that ended in the last 90 days.' }),
  succeeded90d: z.int(),
  wrongAlerts90d: z.int(),
};
const status = z.enum(['published', 'retired']);

export const playbookInLibrarySchema = z
  .object({
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    status,
    version: z.int(),
    stages: z.array(z.string()),
    steps: z.int(),
    mayStartByHand: z.boolean(),
    hasDraft: z
      .boolean()
      .openapi({ description: 'Whether a next version is being written; false for who may not write it.' }),
    ...numbers,
  })
  .openapi('PlaybookInLibrary');

const findings = z.array(
  z.object({
    line: z.int(),
    column: z.int(),
    code: z.string().openapi({ description: 'Stable name of the rule.' }),
    severity: z.enum(['error', 'warning']).openapi({ description: 'Errors keep it from being used.' }),
    at: z.string().openapi({ description: 'The part of the definition.', example: 'steps.diagnose.due' }),
    problem: z.string(),
    mend: z.string(),
  }),
);

export const publishedPlaybookSchema = z
  .object({
    key: z.string(),
    version: z.int(),
    state: z.enum(['created', 'updated', 'unchanged']),
    findings,
  })
  .openapi('PublishedPlaybook');

export const checkedPlaybookSchema = z
  .object({
    key: z.string().nullable(),
    title: z.string().nullable(),
    findings,
    replaces: z
      .object({ title: z.string(), version: z.int(), openRuns: z.int() })
      .nullable()
      .openapi({ description: 'What runs under this key now.' }),
  })
  .openapi('CheckedPlaybook');

const variedStep = z.object({
  title: z.string(),
  role: z.string(),
  due: z.string(),
  isRequired: z.boolean(),
  assets: z.array(z.string()),
  onlyWhen: z.string().nullable(),
});

export const playbookSchema = z
  .object({
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    status,
    version: z.int(),
    updatedAt: z.iso.datetime(),
    owner: z.string(),
    stages: z.array(z.string()),
    audience: z.string().nullable(),
    mayStartByHand: z.boolean(),
    triggers: z.array(
      z.object({
        kind: z.enum([
          'condition',
          'stage',
          'event',
          'schedule',
          'manual',
          'enters_segment',
          'leaves_segment',
          'enters_persona',
          'leaves_persona',
        ]),
        sentence: z.string(),
        lines: z
          .array(z.object({ depth: z.int(), words: z.string() }))
          .openapi({ description: 'The parts of a condition that has several.' }),
        notes: z.array(z.string()),
      }),
    ),
    condition: z.string().nullable().openapi({ description: 'The condition as it is written.' }),
    cooldown: z.string().nullable(),
    notWhile: z.array(z.object({ key: z.string(), title: z.string() })),
    goal: z.object({ outcome: z.string(), within: z.string(), because: z.string() }),
    firstAction: z.object({ within: z.string(), by: z.string() }),
    exit: z.object({ success: z.string(), failure: z.string().nullable(), after: z.string() }),
    escalations: z.array(
      z.object({ after: z.string(), without: z.string(), to: z.string().nullable(), level: z.int().nullable() }),
    ),
    steps: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        role: z.string(),
        due: z.string(),
        isRequired: z.boolean(),
        onlyWhen: z.string().nullable(),
        onlyIf: z.array(z.string()).openapi({ description: 'Which decisions have to go which way.' }),
        outcomes: z.array(z.string()).openapi({ description: 'What its owner chooses from, in words.' }),
        does: z.string().nullable().openapi({ description: 'What Steward does by itself.' }),
        agreedBy: z.string().nullable().openapi({ description: 'The role that has to agree before.' }),
        waitsFor: z.string().nullable().openapi({ description: "What it waits for; it is then nobody's task." }),
        repeats: z.string().nullable().openapi({ description: 'How often it comes again, and until when.' }),
        group: z.string().nullable().openapi({ description: 'The title of its group.' }),
        assets: z.array(z.string()),
      }),
    ),
    deviations: z
      .array(
        z.object({
          kind: z.enum(['due_moved', 'optional_skipped', 'required_skipped']),
          step: z.string(),
          runs: z.int(),
          byException: z.int(),
          reasons: z.array(z.string()),
        }),
      )
      .openapi({ description: 'Where runs of the last year went another way because a member made them.' }),
    variations: z
      .object({
        columns: z.array(z.object({ for: z.string(), audience: z.string(), because: z.string() })),
        rows: z.array(
          z.object({
            step: z.string(),
            baseline: variedStep.nullable(),
            cells: z
              .array(
                z.object({
                  state: z.enum(['same', 'changed', 'added', 'dropped', 'none']),
                  step: variedStep.nullable(),
                  differs: z.array(z.enum(['title', 'role', 'due', 'isRequired', 'assets', 'onlyWhen'])),
                }),
              )
              .openapi({ description: 'One for each variation.' }),
          }),
        ),
      })
      .nullable()
      .openapi({ description: 'How the steps differ for some accounts; null when they do not.' }),
    guide: z.array(
      z.object({
        kind: z.enum(['intro', 'guide', 'step']),
        title: z.string(),
        step: z.string().nullable(),
        text: z.string(),
      }),
    ),
    assets: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        kind: z.string(),
        subject: z.string().nullable(),
        body: z.string(),
      }),
    ),
    document: z.string().openapi({ description: 'The document as written.' }),
    ...numbers,
  })
  .openapi('Playbook');

export const matchesSchema = z
  .object({
    asOf: z.iso.date().nullable(),
    total: z.int(),
    accounts: z.array(
      z.object({
        account: accountInListSchema,
        since: z.iso.date(),
        situation: z.uuid().nullable(),
        heldBack: z.string().nullable(),
      }),
    ),
  })
  .openapi('Matches');

export type PlaybookInLibrary = z.infer<typeof playbookInLibrarySchema>;
export type Playbook = z.infer<typeof playbookSchema>;
export type Matches = z.infer<typeof matchesSchema>;
export type CheckedPlaybook = z.infer<typeof checkedPlaybookSchema>;
export type PublishedPlaybook = z.infer<typeof publishedPlaybookSchema>;
