import type { Transaction } from '../../context/transaction.ts';
import { limitFor } from '../../diagnosis/brake.ts';
import type { Candidate, HoldReason } from '../../diagnosis/candidate.ts';
import { causesOf } from '../../diagnosis/causes.ts';
import { evidenceFor } from '../../diagnosis/evidence.ts';
import { holdBack } from '../../diagnosis/hold-back.ts';
import type { LiveTrigger } from '../../diagnosis/live-trigger.ts';
import type { SteppedTrigger } from '../../diagnosis/recognise.ts';
import { DISARMED, OPEN } from '../../diagnosis/trigger-state.ts';
import { sayDay } from '../../lib/calendar/due-date.ts';
import { isoDate } from '../../lib/days.ts';
import { readRow } from '../../signals/read-row.ts';
import type { ForecastMorning, SteppedPlaybook } from './step-written.ts';

/** What a diagnosis would make of an account that meets the trigger: open it, attach it to a run that is open, leave what is open, or hold it back. */
export interface Standing {
  readonly outcome: 'opens' | 'joins' | 'open' | 'held';
  readonly reason: HoldReason | null;
  readonly detail: string | null;
  /** By which the account meets it. */
  readonly trigger: LiveTrigger;
}

/** An account as a forecast names it. */
export interface NamedAccount {
  readonly id: string;
  readonly name: string;
}

/** Where an account meets a playbook in two ways, the one that comes first here counts. */
const BEFORE = ['opens', 'joins', 'open', 'held'];

/** What would become of each account (row) that meets a trigger, sorted as the diagnosis sorts; nothing is written. */
export async function tellStandings(
  tx: Transaction,
  morning: ForecastMorning,
  { playbook, steps }: SteppedPlaybook,
  accounts: ReadonlyMap<number, NamedAccount>,
): Promise<Map<number, Standing>> {
  const { organisation, columns, catalogue, labels, day } = morning;
  const standings = new Map<number, Standing>();
  const tell = (row: number, standing: Standing) => {
    const known = standings.get(row);
    if (!known || BEFORE.indexOf(standing.outcome) < BEFORE.indexOf(known.outcome)) standings.set(row, standing);
  };
  for (const step of steps)
    for (const row of accounts.keys()) {
      const standing = notReady(step, row, morning);
      if (standing) tell(row, standing);
    }
  const candidates = steps.flatMap(({ trigger, step }) =>
    step.ready.flatMap((row): Candidate[] => {
      const account = accounts.get(row);
      return account ? [{ playbook, trigger, row, accountId: account.id, accountName: account.name }] : [];
    }),
  );
  const causes = ({ trigger, row }: Candidate) =>
    causesOf(
      trigger.kind,
      evidenceFor(trigger, readRow(columns, row, catalogue, labels), catalogue, organisation.currency),
    );
  const sorted = await holdBack(tx, candidates, day, {
    limits: organisation.weekLimits,
    brake: await limitFor(tx, organisation.brake, false),
    causes,
  });
  const nothing = { reason: null, detail: null };
  for (const { row, trigger } of sorted.opening) tell(row, { outcome: 'opens', ...nothing, trigger });
  for (const { candidate, run } of sorted.merging)
    tell(candidate.row, {
      outcome: 'joins',
      reason: null,
      detail: `joins run #${run.number}`,
      trigger: candidate.trigger,
    });
  for (const { row, trigger } of sorted.alreadyOpen) tell(row, { outcome: 'open', ...nothing, trigger });
  const byAccount = new Map(candidates.map((candidate) => [candidate.accountId, candidate]));
  for (const { accountId, reason, detail } of sorted.held) {
    const { row, trigger } = byAccount.get(accountId)!;
    tell(row, { outcome: 'held', reason, detail, trigger });
  }
  return standings;
}

/** Of a row for which a trigger is true and that is not ready to open: that it is open, or waits to have been true for long enough, or to be armed again. */
function notReady({ trigger, memory }: SteppedTrigger, row: number, { day }: ForecastMorning): Standing | null {
  const since = memory.since[row]!;
  if (since <= 0) return null;
  const state = memory.state[row]!;
  if (state === OPEN) return { outcome: 'open', reason: null, detail: null, trigger };
  const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`;
  const say = (one: number) => sayDay(isoDate(one), isoDate(day));
  if (state === DISARMED) {
    const detail = `it ended and came back on ${say(since)}; it starts again only after ${days(trigger.rearmAfterDays)} without it`;
    return { outcome: 'held', reason: 'rearm_after', detail, trigger };
  }
  if (day - since >= trigger.holdsForDays) return null;
  const detail = `true since ${say(since)}; it must hold for ${days(trigger.holdsForDays)}, until ${say(since + trigger.holdsForDays)}`;
  return { outcome: 'held', reason: 'holds_for', detail, trigger };
}
