import type { Actor } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';
import type { PlaybookDefinition, PlaybookStep } from '../playbooks/definition.ts';
import type { ParsedPlaybook } from '../playbooks/parse.ts';
import { gateOf, isGivenUp } from '../runs/automation.ts';
import { outcomesOf } from '../runs/branches.ts';
import { whyNotMine } from '../runs/may-act.ts';
import type { DueEntry, OwnerEntry } from '../runs/run-log.ts';
import { type RunState, type StepStatus, stepOf } from '../runs/run-state.ts';
import type { Sentences } from './playbook-sentences.ts';
import { sayBranches } from './say-branches.ts';
import { sayRepeat, sayWait } from './say-waits.ts';

export interface RunStepPage {
  readonly id: string;
  readonly title: string;
  readonly status: StepStatus;
  readonly isRequired: boolean;
  readonly role: string;
  readonly owner: OwnerEntry | null;
  readonly due: DueEntry | null;
  readonly isOverdue: boolean;
  /** Whether it is done by handing over, and from and to which roles. */
  readonly handoff: { readonly from: string; readonly to: string } | null;
  /** What is true when the step has been done well. */
  readonly expects: string | null;
  /** What the playbook's guide says about it, in Markdown. */
  readonly guide: string | null;
  readonly assets: readonly { readonly key: string; readonly title: string; readonly kind: string }[];
  /** Titles of the steps it waits for. */
  readonly after: string[];
  /** The condition under which it applies, as a sentence. */
  readonly onlyWhen: string | null;
  /** Which decisions have to go which way: '"Choose the plan" is "Grow"'. */
  readonly onlyIf: string[];
  /** What its owner can choose; empty for a plain task. */
  readonly outcomes: readonly { readonly outcome: string; readonly title: string }[];
  /** Why whoever asks may not act on it, as a sentence; null when they may. */
  readonly whyNotMine: string | null;
  /** What is to be approved. */
  readonly approvalOf: string | null;
  /** The key of what was chosen. */
  readonly outcome: string | null;
  /** What a step waits for that is nobody's task. */
  readonly waitsFor: string | null;
  /** How often it comes again, and until when. */
  readonly repeats: string | null;
  /** The id of its group. */
  readonly group: string | null;
  /** Of a step that Steward performs. */
  readonly automation: AutomationPage | null;
  readonly files: readonly { readonly id: string; readonly name: string }[];
  readonly settledAt: string | null;
  readonly settledBy: string | null;
  readonly note: string | null;
  readonly task: string | null;
}

export interface AutomationPage {
  readonly action: string;
  /** Whether somebody has to agree before it is done. */
  readonly needsPerson: boolean;
  readonly isGivenUp: boolean;
  /** Whether it waits because this automation is paused. */
  readonly isHeld: boolean;
  readonly attempts: number;
  readonly problem: string | null;
  readonly retryAt: string | null;
}

/** What the steps of one run share. */
interface StepContext {
  readonly actor: Actor;
  readonly parsed: ParsedPlaybook;
  readonly rows: StepRows;
  readonly sentences: Sentences;
  readonly emailsNeedPerson: boolean;
}

/** What the database holds of the steps of a run beside its state. */
export interface StepRows {
  readonly tasks: ReadonlyMap<string, { readonly id: string; readonly openedAt: Date }>;
  readonly files: readonly { readonly id: string; readonly step: string; readonly name: string }[];
  /** The ids of steps whose automation is paused. */
  readonly paused: readonly string[];
}

/** Reads it. */
export async function stepRows(tx: Transaction, runId: string, playbookKey: string): Promise<StepRows> {
  const tasks = await tx.query<{ id: string; step: string; openedAt: Date }>(
    `select id, step_id as step, opened_at as "openedAt" from task
     where organisation_id = $1 and run_id = $2 and state = 'open' and step_id is not null`,
    [tx.organisationId, runId],
  );
  const files = await tx.query<{ id: string; step: string; name: string }>(
    'select id, step_id as step, name from run_file where organisation_id = $1 and run_id = $2 order by created_at, id',
    [tx.organisationId, runId],
  );
  const paused = await tx.query<{ step: string }>(
    'select step_id as step from automation_pause where organisation_id = $1 and playbook_key = $2 and resumed_at is null',
    [tx.organisationId, playbookKey],
  );
  return { tasks: new Map(tasks.map((row) => [row.step, row])), files, paused: paused.map(({ step }) => step) };
}

/** A step of a run as its page shows it. */
export function stepPage(
  step: PlaybookStep,
  definition: PlaybookDefinition,
  progress: RunState,
  { actor, parsed, rows, sentences, emailsNeedPerson }: StepContext,
): RunStepPage {
  const state = stepOf(progress, step.id);
  const after = step.after === undefined ? [] : typeof step.after === 'string' ? [step.after] : step.after;
  return {
    id: step.id,
    title: step.title,
    status: state?.status ?? 'waiting',
    isRequired: step.required,
    role: step.owner,
    owner: state?.owner ?? null,
    due: state?.due ?? null,
    isOverdue: state?.overdue ?? false,
    handoff: step.handoff ? { from: step.handoff.from, to: step.handoff.to } : null,
    expects: step.expects ?? null,
    guide: parsed.guide.find((section) => section.step === step.id)?.text || null,
    assets: assetKeys(step).flatMap((key) => {
      const asset = parsed.assets.find((one) => one.key === key);
      return asset ? [{ key, title: asset.title, kind: asset.kind }] : [];
    }),
    after: after.map((id) => definition.steps.find((one) => one.id === id)?.title ?? id),
    onlyWhen: step.when ? sentences.say(step.when) : null,
    onlyIf: sayBranches(step, definition),
    outcomes: outcomesOf(step),
    whyNotMine: whyNotMine(actor, step, state),
    approvalOf: step.approval?.of ?? null,
    outcome: state?.outcome ?? null,
    waitsFor: sayWait(step, sentences),
    repeats: sayRepeat(step, sentences),
    group: step.group ?? null,
    settledAt: state?.settledAt ?? null,
    settledBy: state?.settledBy?.name ?? null,
    note: state?.note ?? null,
    automation: automationPage(step, progress, rows, emailsNeedPerson),
    files: rows.files.filter((file) => file.step === step.id).map(({ id, name }) => ({ id, name })),
    task: rows.tasks.get(step.id)?.id ?? null,
  };
}

function automationPage(
  step: PlaybookStep,
  progress: RunState,
  { paused }: StepRows,
  emailsNeedPerson: boolean,
): AutomationPage | null {
  if (step.do === undefined) return null;
  const state = stepOf(progress, step.id);
  const retryAt = progress.timers[`retry:${step.id}`]?.at ?? null;
  return {
    action: step.do,
    needsPerson: gateOf(step, { emailsNeedPerson }) !== null,
    isGivenUp: state !== null && isGivenUp(state),
    isHeld: state?.status === 'running' && paused.includes(step.id),
    attempts: state?.automation?.attempts ?? 0,
    problem: state?.automation?.problem ?? null,
    retryAt,
  };
}

/** The letter that is to be sent is at hand for who has to agree to it. */
function assetKeys(step: PlaybookStep): readonly string[] {
  const letter = step.do === 'send_email' ? step.with?.asset : undefined;
  return [...new Set([...(step.assets ?? []), ...(typeof letter === 'string' ? [letter] : [])])];
}
