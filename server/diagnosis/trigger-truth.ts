import type { Transaction } from '../context/transaction.ts';
import type { BusinessCalendar } from '../lib/calendar/business-calendar.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import { parseDuration } from '../lib/duration.ts';
import { Temporal } from '../lib/temporal.ts';
import { accountsWithMoves } from '../personas/moved-contacts.ts';
import { type PlaybookSchedule, WEEKDAYS } from '../playbooks/definition.ts';
import { movedLately } from '../segments/moved-lately.ts';
import type { Rows } from '../signals/columns/rows.ts';
import type { SignalColumns } from '../signals/signal-group.ts';
import { slotsWithEvent } from './events-of-day.ts';
import type { LivePlaybook, LiveTrigger } from './live-trigger.ts';

/** What the truth of a trigger is read from. */
export interface TruthSource {
  readonly tx: Transaction;
  readonly day: EpochDay;
  readonly rows: Rows;
  readonly columns: SignalColumns;
  readonly timeZone: string;
  readonly calendar: BusinessCalendar;
  /** Who may start a playbook, by the condition that says it; filled as it is asked. */
  readonly eligible: Map<string, Uint8Array>;
}

/** The truth of a trigger for every row on the morning of the day: 1 only for accounts the playbook may start for. */
export async function truthOfTrigger(
  source: TruthSource,
  playbook: LivePlaybook,
  trigger: LiveTrigger,
): Promise<Uint8Array> {
  const { rows, columns } = source;
  const truth = new Uint8Array(rows.count);
  if (trigger.compiled) trigger.compiled.run(columns, rows.count, truth);
  else if (trigger.kind === 'event') await markEvents(source, trigger, truth);
  else if (trigger.kind === 'enters_segment' || trigger.kind === 'leaves_segment')
    await markMoves(source, trigger.segments, trigger.kind === 'enters_segment' ? 'in' : 'out', truth);
  else if (trigger.kind === 'enters_persona' || trigger.kind === 'leaves_persona')
    await markContactMoves(source, trigger.personas, trigger.kind === 'enters_persona' ? 'in' : 'out', truth);
  else if (trigger.schedule) markSchedule(source, trigger.schedule, truth);
  const eligible = eligibleRows(source, playbook);
  for (let row = 0; row < truth.length; row++) if (eligible[row] !== 1) truth[row] = 0;
  return truth;
}

/** Most playbooks are for the same stages: rows are asked once for each condition. */
function eligibleRows({ rows, columns, eligible }: TruthSource, playbook: LivePlaybook): Uint8Array {
  const known = eligible.get(playbook.eligibility);
  if (known) return known;
  const found = new Uint8Array(rows.count);
  playbook.eligible.run(columns, rows.count, found);
  eligible.set(playbook.eligibility, found);
  return found;
}

async function markEvents(source: TruthSource, trigger: LiveTrigger, truth: Uint8Array): Promise<void> {
  for (const event of trigger.events)
    for (const slot of await slotsWithEvent(source.tx, event, source.day - 1, source.timeZone, source.rows.only)) {
      const row = source.rows.rowOf(slot);
      if (row >= 0) truth[row] = 1;
    }
}

async function markMoves(
  { tx, day, rows }: TruthSource,
  segments: readonly string[],
  direction: 'in' | 'out',
  truth: Uint8Array,
): Promise<void> {
  for (const slot of await movedLately(tx, segments, direction, day, rows.only)) {
    const row = rows.rowOf(slot);
    if (row >= 0) truth[row] = 1;
  }
}

async function markContactMoves(
  { tx, day, rows }: TruthSource,
  keys: readonly string[],
  direction: 'in' | 'out',
  truth: Uint8Array,
): Promise<void> {
  for (const slot of await accountsWithMoves(tx, { keys, direction, day }, rows.only)) {
    const row = rows.rowOf(slot);
    if (row >= 0) truth[row] = 1;
  }
}

function markSchedule({ day, columns, calendar }: TruthSource, schedule: PlaybookSchedule, truth: Uint8Array): void {
  if ('before_renewal' in schedule) {
    const { amount, unit } = parseDuration(schedule.before_renewal);
    const daysBefore = unit === 'week' ? amount * 7 : amount;
    const daysLeft = columns.get('renewal.days_left')!;
    for (let row = 0; row < truth.length; row++) truth[row] = daysLeft[row] === daysBefore ? 1 : 0;
    return;
  }
  if (isScheduledDay(schedule, isoDate(day), calendar)) truth.fill(1);
}

/** Whether a schedule starts on this date, 'YYYY-MM-DD' in the organisation's time zone. */
export function isScheduledDay(
  schedule: Exclude<PlaybookSchedule, { before_renewal: string }>,
  date: string,
  calendar: BusinessCalendar,
): boolean {
  const day = Temporal.PlainDate.from(date);
  if (!('on' in schedule)) return schedule.every === 'day' || calendar.isBusinessDay(date);
  if (schedule.every === 'week') return WEEKDAYS[day.dayOfWeek - 1] === schedule.on;
  if (typeof schedule.on === 'number') return day.day === Math.min(schedule.on, day.daysInMonth);
  const [nth, weekday] = schedule.on.split(' ');
  if (WEEKDAYS[day.dayOfWeek - 1] !== weekday) return false;
  if (nth === 'last') return day.day + 7 > day.daysInMonth;
  return Math.ceil(day.day / 7) === ['first', 'second', 'third', 'fourth'].indexOf(nth!) + 1;
}
