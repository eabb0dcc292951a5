import type { Transaction } from '../context/transaction.ts';
import { type BusinessCalendar, businessCalendar } from '../lib/calendar/business-calendar.ts';
import { dayOf, type EpochDay, epochDay } from '../lib/days.ts';

/** What a diagnosis needs to know of the organisation. */
export interface DiagnosedOrganisation {
  readonly timeZone: string;
  readonly currency: string;
  readonly calendar: BusinessCalendar;
}

/** Loads time zone, currency and working calendar of the organisation. */
export async function loadOrganisation(tx: Transaction): Promise<DiagnosedOrganisation> {
  const row = await tx.one<{
    time_zone: string;
    currency: string;
    holiday_region: string | null;
    working_days: number[];
  }>(
    'organisation',
    'select time_zone, currency, holiday_region, working_days from organisation where organisation_id = $1',
    [tx.organisationId],
  );
  const calendar = businessCalendar({ workingDays: row.working_days, region: row.holiday_region });
  return { timeZone: row.time_zone, currency: row.currency, calendar };
}

/** Today in the organisation's time zone. */
export async function today(tx: Transaction, now = new Date()): Promise<EpochDay> {
  const { timeZone } = await loadOrganisation(tx);
  return epochDay(dayOf(now, timeZone));
}
