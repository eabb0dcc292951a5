import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { type BusinessCalendar, businessCalendar } from '../lib/calendar/business-calendar.ts';

/** What runs of one organisation share: its clock and calendar, read once for a transaction. */
export interface RunWorld {
  readonly timeZone: string;
  readonly workdayEnd: string;
  readonly calendar: BusinessCalendar;
  readonly now: Date;
}

/** The clock and calendar of the transaction's organisation, and the instant at which everything in it happens. */
export async function runWorld(tx: Transaction, now = new Date()): Promise<RunWorld> {
  const organisation = await organisationOf(tx);
  const calendar = businessCalendar({ region: organisation.holidayRegion, workingDays: organisation.workingDays });
  return { timeZone: organisation.timeZone, workdayEnd: organisation.workdayEnd, calendar, now };
}
