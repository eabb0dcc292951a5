import { sayDay } from '../../lib/calendar/due-date.ts';
import type { Work, WorkLine } from './gather-work.ts';
import { type Period, REPORT_TITLES, type ReportKind, sayComing } from './report-kind.ts';

/** Writes what the data says, in Markdown, with the questions that only the person can answer. */
export function writeReport(kind: ReportKind, work: Work, period: Period, memberName: string): string {
  const parts = PARTS[kind](work, period);
  const when =
    kind === 'day_wrap_up'
      ? sayDay(period.firstDay, null)
      : `week of ${sayDay(period.firstDay, null)} to ${sayDay(period.lastDay, period.firstDay)}`;
  return `${[`# ${REPORT_TITLES[kind]}, ${memberName}, ${when}`, ...parts].join('\n\n')}\n`;
}

const PARTS: Readonly<Record<ReportKind, (work: Work, period: Period) => string[]>> = {
  day_wrap_up: (work, period) => [
    figures(work),
    section('Done today', work.done, 'Nothing was finished today.', work.doneCount),
    section('Left over', work.overdue, 'Nothing is overdue.', work.overdueCount),
    section(
      capital(sayComing(period)),
      work.coming,
      `Nothing is due ${sayComing(period) === 'tomorrow' ? 'tomorrow' : 'until Monday evening'}.`,
      work.comingCount,
    ),
    question(`First thing ${sayComing(period)}`, 'Which one thing comes first, and why?'),
  ],
  week_plan: (work) => [
    section('Left over', work.overdue, 'Nothing is overdue.', work.overdueCount),
    section('Due this week', work.coming, 'Nothing is due this week.', work.comingCount),
    section('Renewals in the next 60 days', work.renewals, 'None.'),
    question('What matters this week', 'Which three results would make it a good week?'),
    question('What could get in the way', 'Whom do you need, and have you asked them?'),
  ],
  week_review: (work) => [
    figures(work),
    section('Done', work.done, 'Nothing was finished this week.', work.doneCount),
    section('Runs that ended', work.ended, 'None ended.'),
    section('Health that changed', work.health, 'No account changed its band.'),
    section('Still open and late', work.overdue, 'Nothing is overdue.', work.overdueCount),
    question('What worked', 'What would you do again?'),
    question('What did not', 'What will you do otherwise next week?'),
  ],
  week_report: (work) => [
    figures(work),
    section('New situations', work.opened, 'None opened.'),
    section('Health that changed', work.health, 'No account changed its band.'),
    section('Runs that ended', work.ended, 'None ended.'),
    section('Late', work.overdue, 'Nothing is overdue.', work.overdueCount),
    section('Renewals in the next 60 days', work.renewals, 'None.'),
    question('Where I need help', 'With which account, from whom, by when?'),
    question('What others could use', 'Something that you learned this week.'),
  ],
};

function figures({ doneCount, doneLate, talks, accountsTalkedTo, ended, succeeded }: Work): string {
  const late = doneLate > 0 ? `, ${doneLate} of them after their due date` : '';
  const talked =
    talks === 0
      ? 'no conversations logged'
      : `${count(talks, 'conversation')} with ${count(accountsTalkedTo, 'account')}`;
  const runs = ended.length === 0 ? '' : ` ${count(ended.length, 'run')} ended, ${succeeded} with success.`;
  return `${count(doneCount, 'task')} done${late}; ${talked}.${runs}`;
}

function section(title: string, lines: readonly WorkLine[], none: string, all = lines.length): string {
  const listed = lines.map(
    (line) => `- **${plain(line.account)}**: ${plain(withoutName(line))} (${sayDay(line.day, null)})`,
  );
  const more = all > lines.length ? [`- and ${all - lines.length} more`] : [];
  return [`## ${title}`, '', ...(lines.length === 0 ? [none] : [...listed, ...more])].join('\n');
}

function question(title: string, asks: string): string {
  return [`## ${title}`, '', `_${asks}_`].join('\n');
}

/** The sentence of a situation begins with the account, which stands before it already. */
function withoutName({ account, what }: WorkLine): string {
  return what.startsWith(`${account}: `) ? what.slice(account.length + 2) : what;
}

/** Names and titles are words here, never markup. */
function plain(words: string): string {
  return words.replaceAll(/[\\`*_[\]<>#]/g, (mark) => `\\${mark}`).replaceAll(/\s+/g, ' ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function capital(words: string): string {
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
