import type { ClauseEvidence } from '../expressions/clauses.ts';
import { formatValue, percent } from '../expressions/format-value.ts';
import { describeClause } from '../expressions/sentence.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';

interface CauseContext {
  /** The morning as of which the values hold. Days are said as dates, so that the sentence does not grow old. */
  readonly day: EpochDay;
  readonly currency: string;
}

type Say = (value: number, date: (days: number) => string) => string | null;

/** A fall that is smaller than this is none to people. */
const STEADY = 0.1;

/** What a value means, for the signals that situations are usually about. Null: a guard that explains nothing. */
const SAYINGS: Readonly<Record<string, Say>> = {
  'health.score': (value) => `health is ${Math.round(value)}`,
  'health.days_in_band': () => null,
  'renewal.days_left': (value, date) => `renewal on ${date(value)}`,
  'account.stage_days': () => null,
  'account.age_days': () => null,
  'account.days_since_won': (value, date) => `the last deal was won on ${date(-value)}`,
  'onboarding.days': (value, date) => `onboarding began on ${date(-value)}`,
  'onboarding.days_to_first_value': (value) => `first use came ${counted(value, 'day')} after onboarding began`,
  'usage.active_days_total': () => null,
  'usage.days_since_first': () => null,
  'usage.days_since_last': (value, date) => `no usage since ${date(-value)}`,
  'usage.active_days_28d': (value) => `used on ${value} of the last 28 days`,
  'usage.seat_share': (value) => `${percent(value)} of the seats are used`,
  'relationship.days_since_touchpoint': (value, date) => `no touchpoint since ${date(-value)}`,
  'relationship.days_since_two_way': (value, date) => `no conversation since ${date(-value)}`,
  'relationship.days_since_executive': (value, date) => `no talk with an executive since ${date(-value)}`,
  'relationship.unanswered': (value) => `${counted(value, 'message')} unanswered`,
  'contacts.champion_left_days': (value, date) => `a champion or sponsor left on ${date(-value)}`,
  'survey.nps_last': (value) => `the last NPS score was ${value}`,
  'survey.nps_age_days': () => null,
  'survey.csat_last': (value) => `the last CSAT score was ${value}`,
  'survey.days_since_response': () => null,
  'tickets.open': (value) => `${counted(value, 'ticket')} open`,
  'tickets.urgent_open': (value) => `${counted(value, 'urgent ticket')} open`,
  'tickets.oldest_open_days': (value, date) => `a ticket waits since ${date(-value)}`,
  'invoices.overdue_days': (value, date) => `an invoice is overdue since ${date(-value)}`,
  'invoices.overdue_count': (value) => `${counted(value, 'invoice')} overdue`,
};

/**
 * Why a situation is there, a few words each, the renewal last: 'usage fell 34 % in four weeks', 'a champion or sponsor left on 3 Nov'.
 * Of the clauses that decided, one for each signal; those that only guard (a base that is large enough) are left out.
 */
export function sayCauses(decisive: readonly ClauseEvidence[], context: CauseContext): string[] {
  const said = new Map<string, string>();
  for (const clause of decisive) {
    const key = clause.signal ?? clause.title;
    const cause = clause.signal === null || said.has(key) ? null : sayCause(clause, context);
    if (cause !== null) said.set(key, cause);
  }
  const renewal = said.get('renewal.days_left');
  said.delete('renewal.days_left');
  const causes = [...said.values(), ...(renewal ? [renewal] : [])];
  return causes.length > 0 ? causes : decisive.map((clause) => describeClause(clause, context));
}

function sayCause(clause: ClauseEvidence, { day, currency }: CauseContext): string | null {
  const { signal, unit, value, title } = clause;
  if (typeof value === 'number' && signal !== null) {
    const say = SAYINGS[signal];
    if (say) return say(value, (days) => sayDate(day + days, day));
    const last = /^metric\.\w+\.days_since_last$/.test(signal);
    if (last) return `no ${title.replace(/^days since the last /, '')} since ${sayDate(day - value, day)}`;
    if (/^metric\.\w+\.(active_days_total|days_since_first)$/.test(signal)) return null;
    if (unit === 'ratio') return sayChange(clause, value);
  }
  if (signal === 'onboarding.first_value')
    return value === true ? 'the product is in use' : 'the product has not been used';
  if (signal === 'account.stage' || signal === 'health.band') return `${title} is ${formatValue(value, unit)}`;
  return describeClause(clause, { currency }).replace(/ \([^()]*\)$/, '');
}

/** 'usage fell 34 % in four weeks'; what hardly moved is steady. */
function sayChange({ title, operator, threshold }: ClauseEvidence, value: number): string {
  const [what, window] = title.endsWith(' in four weeks')
    ? [title.slice(0, -' in four weeks'.length), ' in four weeks']
    : [title, ''];
  const noun = what === 'events' ? 'usage' : what;
  const isGuard = typeof threshold === 'number' && threshold < 0 && (operator === '>' || operator === '>=');
  if (isGuard && Math.abs(value) < STEADY) return `${noun} ${noun.endsWith('s') ? 'are' : 'is'} steady`;
  if (value === 0) return `${noun} did not change${window}`;
  return `${noun} ${value < 0 ? 'fell' : 'rose'} ${percent(Math.abs(value))}${window}`;
}

/** '3 Nov', with the year when it is not that of the day itself. */
function sayDate(date: EpochDay, day: EpochDay): string {
  const said = formatValue(date, 'date');
  const year = ` ${isoDate(day).slice(0, 4)}`;
  return said.endsWith(year) ? said.slice(0, -year.length) : said;
}

function counted(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}
