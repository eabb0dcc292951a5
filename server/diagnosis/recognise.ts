import type { Transaction } from '../context/transaction.ts';
import type { EpochDay } from '../lib/days.ts';
import { readRow } from '../signals/read-row.ts';
import type { AccountOf } from './account-of-row.ts';
import type { BrakeLimit } from './brake.ts';
import type { Candidate } from './candidate.ts';
import { causesOf } from './causes.ts';
import type { Computation, DiagnosedDay } from './compute-days.ts';
import { evidenceFor, headlineOf } from './evidence.ts';
import { forgetHeldBack, holdBack, writeHeldBack } from './hold-back.ts';
import { keepWaiting, takeOffWaiting, type Waiting } from './keep-waiting.ts';
import type { LivePlaybook, LiveTrigger } from './live-trigger.ts';
import { clearSituations, type Ended, openSituations } from './open-situations.ts';
import { portionsOf } from './portions.ts';
import { markOpen, type TriggerMemory, type TriggerStep } from './trigger-state.ts';
import type { WeekLimits } from './weekly-room.ts';
import { wordsOfMoves } from './words-of-moves.ts';

/** What a diagnosis did for one playbook. `updated` situations were open before and are still true. */
export interface PlaybookResult {
  readonly playbook: string;
  readonly opened: number;
  readonly updated: number;
  readonly cleared: number;
  readonly held_back: number;
}

export interface SteppedTrigger {
  readonly playbook: LivePlaybook;
  readonly trigger: LiveTrigger;
  readonly memory: TriggerMemory;
  readonly step: TriggerStep;
}

export interface RecognitionContext {
  readonly diagnosisId: string;
  /** The day that people read as the one on which it was seen. */
  readonly openedOn: EpochDay;
  readonly currency: string;
  readonly limits: WeekLimits;
  readonly brake: BrakeLimit | null;
  readonly accountOf: AccountOf;
  /** The accounts it is about, where not all; what they wait for replaces what was noted before. */
  readonly accountIds: readonly string[] | null;
}

/** So many candidates are sorted and opened together: of a large organisation there may be half a million, which never stand in memory at once. */
const AT_ONCE = 50_000;

/** Opens and clears the situations of a day from what the triggers found, and keeps the list of what was held back. */
export async function recogniseSituations(
  tx: Transaction,
  steps: readonly SteppedTrigger[],
  diagnosed: DiagnosedDay,
  computation: Computation,
  context: RecognitionContext,
): Promise<PlaybookResult[]> {
  const { accountIds, accountOf, diagnosisId } = context;
  const cleared = await clearSituations(tx, endedOf(steps, accountOf), diagnosed.day);
  await forgetHeldBack(tx, accountIds);
  const results: PlaybookResult[] = [];
  const stillWaiting: Waiting[] = [];
  for (const portion of portionsOf(steps, AT_ONCE)) {
    const sorted = await openFound(tx, portion, diagnosed, computation, context);
    for (const { accountId, playbook } of sorted.stillWaiting)
      stillWaiting.push({ accountId, playbookKey: playbook.key });
    for (const [playbook, those] of Map.groupBy(portion, (one) => one.playbook))
      results.push({
        playbook: playbook.key,
        opened: sorted.opened.filter((one) => one.playbook === playbook).length,
        updated: those.reduce((sum, { step }) => sum + step.confirmed, 0),
        cleared: cleared.get(playbook.key) ?? 0,
        held_back: sorted.held.filter((one) => one.playbookKey === playbook.key).length,
      });
  }
  if (accountIds === null) await takeOffWaiting(tx, stillWaiting, diagnosisId);
  return results;
}

/** The accounts for which a trigger is no longer true. */
function endedOf(steps: readonly SteppedTrigger[], accountOf: AccountOf): Ended[] {
  return steps.flatMap(({ playbook, trigger, step }) =>
    step.cleared.flatMap((row) => {
      const account = accountOf(row);
      return account ? [{ playbookKey: playbook.key, triggerKind: trigger.kind, accountId: account.id }] : [];
    }),
  );
}

/** Sorts what the triggers of some playbooks found, and opens what may open. Playbooks that come later see it as open. */
async function openFound(
  tx: Transaction,
  steps: readonly SteppedTrigger[],
  { day, columns }: DiagnosedDay,
  { catalogue, labels }: Computation,
  { diagnosisId, openedOn, currency, limits, brake, accountOf }: RecognitionContext,
) {
  const evidenceOf = (candidate: Candidate) =>
    evidenceFor(candidate.trigger, readRow(columns, candidate.row, catalogue, labels), catalogue, currency);
  const causes = (candidate: Candidate) => causesOf(candidate.trigger.kind, evidenceOf(candidate));
  const candidates = candidatesOf(steps, accountOf);
  const sorted = await holdBack(tx, candidates, day, { limits, brake, causes });
  const { opening, merging, waiting, stillWaiting, alreadyOpen, held } = sorted;
  const merged = new Map(merging.map(({ candidate, run }) => [candidate, run.id]));
  const opened = merged.size === 0 ? opening : [...opening, ...merged.keys()];
  const memoryOf = new Map(steps.map((step) => [step.trigger, step.memory]));
  for (const some of [alreadyOpen, opened]) for (const { trigger, row } of some) markOpen(memoryOf.get(trigger)!, row);
  const moves = await wordsOfMoves(tx, day, opened, waiting);
  const describe = (candidate: Candidate) => {
    const evidence = evidenceOf(candidate);
    const move = moves.get(candidate) ?? null;
    return {
      evidence: move ? [...evidence, ...move.evidence] : evidence,
      headline: headlineOf(candidate, evidence, { day, currency, move: move?.afterName ?? null }),
      mergedRunId: merged.get(candidate) ?? null,
    };
  };
  await openSituations(tx, opened, describe, openedOn, diagnosisId);
  await keepWaiting(tx, waiting, describe, openedOn, diagnosisId);
  await writeHeldBack(tx, held, day);
  return { opened, stillWaiting, held };
}

function candidatesOf(steps: readonly SteppedTrigger[], accountOf: AccountOf): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { playbook, trigger, step } of steps)
    for (const row of step.ready) {
      const account = accountOf(row);
      if (account) candidates.push({ playbook, trigger, row, accountId: account.id, accountName: account.name });
    }
  return candidates;
}
