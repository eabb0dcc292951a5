import type { Transaction } from '../context/transaction.ts';
import type { Rows } from '../signals/columns/rows.ts';
import type { SignalColumns } from '../signals/signal-group.ts';
import type { Computation, DiagnosedDay } from './compute-days.ts';
import { type LivePlaybook, loadLivePlaybooks } from './live-trigger.ts';
import type { DiagnosedOrganisation } from './organisation.ts';
import type { SteppedTrigger } from './recognise.ts';
import { stepTrigger } from './trigger-state.ts';
import { readMemories, type TriggerMemories } from './trigger-store.ts';
import { truthOfTrigger } from './trigger-truth.ts';

/** What triggers are evaluated with: loaded once, and moved on day by day. */
export interface Triggers {
  readonly organisation: DiagnosedOrganisation;
  readonly playbooks: readonly LivePlaybook[];
  readonly memories: TriggerMemories;
}

/** Loads the live triggers and what they remember of these rows. */
export async function loadTriggers(
  tx: Transaction,
  rows: Rows,
  { catalogue, labels }: Computation,
  organisation: DiagnosedOrganisation,
): Promise<Triggers> {
  return {
    organisation,
    playbooks: await loadLivePlaybooks(tx, catalogue, labels),
    memories: await readMemories(tx, rows),
  };
}

/** Evaluates every live trigger on a day and moves what it remembers on; nothing is written. */
export async function stepTriggers(
  tx: Transaction,
  { organisation, playbooks, memories }: Triggers,
  { day, rows, columns }: Pick<DiagnosedDay, 'day' | 'rows'> & { readonly columns: SignalColumns },
): Promise<SteppedTrigger[]> {
  const source = { tx, day, rows, columns, eligible: new Map<string, Uint8Array>(), ...organisation };
  const steps: SteppedTrigger[] = [];
  for (const playbook of playbooks)
    for (const trigger of playbook.triggers) {
      const memory = memories.of(playbook.key, trigger.kind);
      const remembered = memories.dayOf(playbook.key, trigger.kind);
      // A day before the last one diagnosed: what the trigger remembers is of that day's future, so it begins anew.
      if (remembered !== null && remembered > day) memory.since.fill(0);
      memories.moveTo(playbook.key, trigger.kind, day);
      const truth = await truthOfTrigger(source, playbook, trigger);
      const step = stepTrigger(memory, truth, day, trigger.holdsForDays, trigger.rearmAfterDays);
      steps.push({ playbook, trigger, memory, step });
    }
  return steps;
}
