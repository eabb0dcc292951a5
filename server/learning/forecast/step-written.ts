import type { Transaction } from '../../context/transaction.ts';
import { type LivePlaybook, livePlaybook, loadLivePlaybooks } from '../../diagnosis/live-trigger.ts';
import { type DiagnosedOrganisation, loadOrganisation } from '../../diagnosis/organisation.ts';
import { rearmEnded } from '../../diagnosis/rearm-ended.ts';
import type { SteppedTrigger } from '../../diagnosis/recognise.ts';
import { stepTriggers } from '../../diagnosis/step-triggers.ts';
import { emptyMemory } from '../../diagnosis/trigger-state.ts';
import { readMemories } from '../../diagnosis/trigger-store.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import { type EpochDay, epochDay } from '../../lib/days.ts';
import type { PlaybookDefinition } from '../../playbooks/definition.ts';
import { lastMorning } from '../../segments/last-morning.ts';
import { loadSegments } from '../../segments/load-segments.ts';
import type { Rows } from '../../signals/columns/rows.ts';
import type { LabelCodes, SignalColumns } from '../../signals/signal-group.ts';

/** The last morning that was diagnosed whole, as a forecast reads it. */
export interface ForecastMorning {
  readonly asOf: string;
  readonly day: EpochDay;
  readonly rows: Rows;
  readonly columns: SignalColumns;
  readonly catalogue: Catalogue;
  readonly labels: LabelCodes;
  readonly organisation: DiagnosedOrganisation;
}

/** A playbook with its triggers moved to the morning. Only conditions and stages are asked: what happens, or moves, is not known before. */
export interface SteppedPlaybook {
  readonly playbook: LivePlaybook;
  readonly steps: readonly SteppedTrigger[];
}

/** Opens the last diagnosed morning; null before the first diagnosis. */
export async function openMorning(tx: Transaction): Promise<ForecastMorning | null> {
  const last = await lastMorning(tx);
  if (last === null) return null;
  return { ...last.morning, asOf: last.asOf, day: epochDay(last.asOf), organisation: await loadOrganisation(tx) };
}

/** What is written, stepped as the next version of its playbook would be: with what the triggers of the published one remember. */
export async function stepWritten(
  tx: Transaction,
  morning: ForecastMorning,
  definition: PlaybookDefinition,
): Promise<SteppedPlaybook> {
  const { catalogue, labels, organisation, rows } = morning;
  const rules = new Map((await loadSegments(tx)).map(({ key, rule }) => [key, rule]));
  const playbook = foreseeable(livePlaybook(definition.playbook, 0, definition, catalogue, labels, rules));
  const triggers = { organisation, playbooks: [playbook], memories: await readMemories(tx, rows) };
  await rearmEnded(tx, triggers, rows);
  return { playbook, steps: await stepTriggers(tx, triggers, morning) };
}

/** The version that runs now, asked on the same morning as if it remembered nothing; null where none runs. */
export async function stepPublished(
  tx: Transaction,
  morning: ForecastMorning,
  playbookKey: string,
): Promise<SteppedPlaybook | null> {
  const { catalogue, labels, organisation, rows } = morning;
  const published = (await loadLivePlaybooks(tx, catalogue, labels)).find(({ key }) => key === playbookKey);
  if (!published) return null;
  const playbook = foreseeable(published);
  const memories = { of: () => emptyMemory(rows.count), dayOf: () => null, moveTo: () => {} };
  return { playbook, steps: await stepTriggers(tx, { organisation, playbooks: [playbook], memories }, morning) };
}

/** The rows for which one of the triggers is true. */
export function matchingRows({ steps }: SteppedPlaybook): Set<number> {
  const matching = new Set<number>();
  for (const { memory } of steps) for (const [row, since] of memory.since.entries()) if (since > 0) matching.add(row);
  return matching;
}

function foreseeable(playbook: LivePlaybook): LivePlaybook {
  return { ...playbook, triggers: playbook.triggers.filter(({ expression }) => expression !== null) };
}
