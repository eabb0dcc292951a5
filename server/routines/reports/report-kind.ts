import { weekdayOf } from '../../lib/calendar/business-calendar.ts';
import { epochDay, isoDate } from '../../lib/days.ts';

export const REPORT_KINDS = ['day_wrap_up', 'week_plan', 'week_review', 'week_report'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

export const REPORT_TITLES: Readonly<Record<ReportKind, string>> = {
  day_wrap_up: 'Wrap-up of the day',
  week_plan: 'Plan of the week',
  week_review: 'Review of the week',
  week_report: 'Weekly report',
};

/** The days that a report is about, both included: the one day, or Monday to Sunday. */
export interface Period {
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The period of a report in which a day lies: of a wrap-up the day itself, of the others its week. */
export function periodOf(kind: ReportKind, day: string): Period {
  if (kind === 'day_wrap_up') return { firstDay: day, lastDay: day };
  const monday = epochDay(day) - (weekdayOf(epochDay(day)) - 1);
  return { firstDay: isoDate(monday), lastDay: isoDate(monday + 6) };
}

/** The day whose report is meant when none is named: who plans the week at its end means the next one. */
export function dayMeant(kind: ReportKind, today: string): string {
  const weekday = weekdayOf(epochDay(today));
  return kind === 'week_plan' && weekday >= 6 ? isoDate(epochDay(today) + 8 - weekday) : today;
}

/** The days that a report looks ahead to: of a wrap-up the next one, before a weekend up to Monday; of the others its own. */
export function comingOf(kind: ReportKind, period: Period): Period {
  if (kind !== 'day_wrap_up') return period;
  const today = epochDay(period.lastDay);
  const weekday = weekdayOf(today);
  return { firstDay: isoDate(today + 1), lastDay: isoDate(today + (isBeforeWeekend(weekday) ? 8 - weekday : 1)) };
}

function isBeforeWeekend(weekday: number): boolean {
  return weekday === 5 || weekday === 6;
}

/** What the days of `comingOf` are called: 'tomorrow', or 'on Monday' before a weekend. */
export function sayComing({ firstDay }: Period): 'tomorrow' | 'on Monday' {
  return isBeforeWeekend(weekdayOf(epochDay(firstDay))) ? 'on Monday' : 'tomorrow';
}
