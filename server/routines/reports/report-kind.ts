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
