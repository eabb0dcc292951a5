import type { Transaction } from '../context/transaction.ts';
import type { AbsentOwner } from '../identity/organisation.ts';
import { workClocks } from '../identity/work-clocks.ts';
import type { BusinessCalendar } from '../lib/calendar/business-calendar.ts';
import type { WorkClock } from '../lib/calendar/work-clock.ts';

/** What runs of one organisation share: its clock and calendar, read once for a transaction. */
export interface RunWorld {
  readonly timeZone: string;
  readonly workdayEnd: string;
  readonly calendar: BusinessCalendar;
  /** When a member works. */
  clockOf(memberId: string): WorkClock;
  readonly absentOwner: AbsentOwner;
  /** Whether automated e-mails to customers always need a person. */
  readonly emailsNeedPerson: boolean;
  readonly now: Date;
}

/** The clocks and calendars of the transaction's organisation, and the instant at which everything in it happens. */
export async function runWorld(tx: Transaction, now = new Date()): Promise<RunWorld> {
  const { own, of, organisation } = await workClocks(tx, now);
  const { absentOwner, emailsNeedPerson } = organisation;
  return { ...own, clockOf: of, absentOwner, emailsNeedPerson, now };
}
