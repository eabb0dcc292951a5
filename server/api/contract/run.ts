import { z } from '@hono/zod-openapi';
import { accountInListSchema } from './account-in-list.ts';
import { situationSchema } from './situation.ts';

export const stepStatusSchema = z.enum(['waiting', 'ready', 'running', 'done', 'skipped', 'blocked']);
const runState = z.enum(['open', 'closed']);
const outcome = z.enum(['success', 'failure', 'timeout', 'superseded', 'closed_by_hand']);

export const runStepSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    status: stepStatusSchema,
    isRequired: z.boolean(),
    role: z.string(),
    owner: z
      .object({
        memberId: z.uuid(),
        name: z.string(),
        fallback: z.string().nullable().openapi({ description: 'Why it is not the member who holds the role.' }),
      })
      .nullable(),
    due: z
      .object({ at: z.iso.datetime(), derivation: z.string() })
      .nullable()
      .openapi({ description: 'The due instant, and how it came about.' }),
    isOverdue: z.boolean(),
    handoff: z.object({ from: z.string(), to: z.string() }).nullable(),
    expects: z.string().nullable(),
    guide: z.string().nullable().openapi({ description: 'What the guide says about it, in Markdown.' }),
    assets: z.array(z.object({ key: z.string(), title: z.string(), kind: z.string() })),
    after: z.array(z.string()).openapi({ description: 'Titles of the steps it waits for.' }),
    onlyWhen: z.string().nullable(),
    onlyIf: z.array(z.string()).openapi({ description: 'Which decisions have to go which way.' }),
    outcomes: z
      .array(z.object({ outcome: z.string(), title: z.string() }))
      .openapi({ description: 'What its owner can choose, to be sent with the completion; empty for a plain task.' }),
    whyNotMine: z
      .string()
      .nullable()
      .openapi({ description: 'Why whoever asks may not act on it, as a sentence; null when they may.' }),
    approvalOf: z.string().nullable().openapi({ description: 'What is to be approved.' }),
    outcome: z.string().nullable().openapi({ description: 'What was chosen.' }),
    waitsFor: z.string().nullable().openapi({ description: "What a step waits for that is nobody's task." }),
    repeats: z.string().nullable().openapi({ description: 'How often it comes again, and until when.' }),
    group: z.string().nullable().openapi({ description: 'The id of its group.' }),
    automation: z
      .object({
        action: z.string(),
        needsPerson: z.boolean().openapi({ description: 'Whether somebody has to agree before it is done.' }),
        isGivenUp: z.boolean(),
        isHeld: z.boolean().openapi({ description: 'Whether it waits because this automation is paused.' }),
        attempts: z.int(),
        problem: z.string().nullable(),
        retryAt: z.iso.datetime().nullable(),
      })
      .nullable()
      .openapi({ description: 'Of a step that Steward performs.' }),
    files: z.array(z.object({ id: z.uuid(), name: z.string() })),
    settledAt: z.iso.datetime().nullable(),
    settledBy: z.string().nullable(),
    note: z.string().nullable(),
    task: z.uuid().nullable(),
  })
  .openapi('RunStep');

export const runSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    state: runState,
    outcome: outcome.nullable(),
    outcomeReason: z.string().nullable(),
    because: z.string().nullable(),
    account: accountInListSchema,
    playbook: z.object({ key: z.string(), title: z.string(), version: z.int() }),
    guardrails: z
      .object({ mayChange: z.array(z.string()), exceptionBy: z.string(), decidesAlone: z.boolean() })
      .openapi({
        description: 'What is free in this run, who decides on exceptions, and whether the reader needs none.',
      }),
    exceptions: z.array(
      z.object({
        id: z.uuid(),
        step: z.string(),
        kind: z.enum(['skip', 'due']),
        dueAt: z.string().nullable(),
        reason: z.string(),
        askedBy: z.string(),
        askedAt: z.iso.datetime(),
        decider: z.string(),
        state: z.enum(['open', 'approved', 'refused', 'withdrawn']),
        decidedBy: z.string().nullable(),
        decisionReason: z.string().nullable(),
        mayDecide: z.boolean(),
        mayWithdraw: z.boolean(),
      }),
    ),
    leftSegment: z
      .object({ segment: z.string(), because: z.string(), leftOn: z.iso.date() })
      .nullable()
      .openapi({ description: 'The account left the segment that the run is for, and nobody has answered.' }),
    variation: z.string().nullable().openapi({
      description: 'For whom the variation of the playbook is by which the run goes; null for the baseline.',
    }),
    goal: z.object({ outcome: z.string(), within: z.string(), because: z.string() }),
    startedAt: z.iso.datetime(),
    startedBy: z.string().nullable(),
    closedAt: z.iso.datetime().nullable(),
    endsAt: z.iso.datetime(),
    firstAction: z
      .object({
        dueAt: z.iso.datetime(),
        derivation: z.string(),
        doneAt: z.iso.datetime().nullable(),
        isLate: z.boolean(),
      })
      .nullable(),
    situation: situationSchema.nullable(),
    pace: z
      .object({ pace: z.enum(['on_track', 'behind', 'stuck']), because: z.string() })
      .nullable()
      .openapi({ description: 'How an open run gets on, by its own dates.' }),
    merged: z
      .array(z.object({ id: z.uuid(), title: z.string(), headline: z.string(), openedOn: z.iso.date() }))
      .openapi({ description: 'Situations of other playbooks that were merged into it.' }),
    letters: z
      .array(
        z.object({
          id: z.uuid(),
          subject: z.string(),
          to: z.string(),
          writtenAt: z.iso.datetime(),
          state: z.enum(['queued', 'sent', 'failed']),
          sentAt: z.iso.datetime().nullable(),
          problem: z.string().nullable().openapi({ description: 'Why it is not out.' }),
        }),
      )
      .openapi({ description: 'E-mails to contacts, newest first, with what became of each.' }),
    groups: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        status: z.enum(['waiting', 'active', 'over']),
        begins: z.string().nullable(),
        ends: z.string().nullable(),
      }),
    ),
    steps: z.array(runStepSchema),
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
  .openapi('Run');

export const runInListSchema = z
  .object({
    id: z.uuid(),
    number: z.int(),
    state: runState,
    outcome: outcome.nullable(),
    account: accountInListSchema,
    playbook: z.object({ key: z.string(), title: z.string() }),
    startedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    stepsDone: z.int(),
    steps: z.int(),
    nextStep: z.object({ title: z.string(), owner: z.string(), dueAt: z.iso.datetime().nullable() }).nullable(),
  })
  .openapi('RunInList');

/** Where a run stands after it was moved. */
export const runPositionSchema = z
  .object({
    runId: z.uuid(),
    number: z.int(),
    status: runState,
    outcome: outcome.nullable(),
    sequence: z.int(),
    steps: z.record(z.string(), stepStatusSchema),
  })
  .openapi('RunPosition');

const movedStep = z.object({
  step: z.string(),
  title: z.string(),
  before: z.iso.datetime(),
  after: z.iso.datetime(),
});

/** What moving the due date of a step would move with it. */
export const dueMovePreviewSchema = z
  .object({
    follows: z.array(movedStep).openapi({
      description: 'Steps that wait and count from it: when they would be due if each is done just in time.',
    }),
    others: z
      .array(movedStep.extend({ owner: z.string() }))
      .openapi({ description: 'Other open steps, moved by as many days; they stay unless asked for.' }),
  })
  .openapi('DueMovePreview');

export type DueMovePreview = z.infer<typeof dueMovePreviewSchema>;
export type Run = z.infer<typeof runSchema>;
export type RunStep = z.infer<typeof runStepSchema>;
export type RunInList = z.infer<typeof runInListSchema>;
export type RunPosition = z.infer<typeof runPositionSchema>;
