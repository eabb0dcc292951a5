import type { Transaction } from '../context/transaction.ts';
import type { Computation, DiagnosedDay } from './compute-days.ts';
import { loadLivePlaybooks } from './live-trigger.ts';
import { type DiagnosedOrganisation, loadOrganisation } from './organisation.ts';
import { rearmEnded } from './rearm-ended.ts';
import type { SteppedTrigger } from './recognise.ts';
import { stepTrigger } from './trigger-state.ts';
import { readMemories } from './trigger-store.ts';
import { truthOfTrigger } from './trigger-truth.ts';

/** Evaluates every live trigger on a day and moves what it remembers on; nothing is written. */
export async function stepTriggers(
  tx: Transaction,
  { day, rows, columns }: DiagnosedDay,
  { catalogue, labels }: Computation,
  { rearm }: { rearm: boolean },
): Promise<{ steps: SteppedTrigger[]; organisation: DiagnosedOrganisation }> {
  const organisation = await loadOrganisation(tx);
  const playbooks = await loadLivePlaybooks(tx, catalogue, labels);
  const memories = await readMemories(tx, rows);
  if (rearm) await rearmEnded(tx, memories, playbooks, rows);
  const source = { tx, day, rows, columns, eligible: new Map<string, Uint8Array>(), ...organisation };
  const steps: SteppedTrigger[] = [];
  for (const playbook of playbooks)
    for (const trigger of playbook.triggers) {
      const memory = memories.of(playbook.key, trigger.kind);
      const remembered = memories.dayOf(playbook.key, trigger.kind);
      // A day before the last one diagnosed: what the trigger remembers is of that day's future, so it begins anew.
      if (remembered !== null && remembered > day) memory.since.fill(0);
      const truth = await truthOfTrigger(source, playbook, trigger);
      const step = stepTrigger(memory, truth, day, trigger.holdsForDays, trigger.rearmAfterDays);
      steps.push({ playbook, trigger, memory, step });
    }
  return { steps, organisation };
}
