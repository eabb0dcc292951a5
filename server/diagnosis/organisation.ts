import type { Transaction } from '../context/transaction.ts';
import { type BusinessCalendar, businessCalendar } from '../lib/calendar/business-calendar.ts';
import { dayOf, type EpochDay, epochDay } from '../lib/days.ts';
import type { BrakeLimit } from './brake.ts';
import type { WeekLimits } from './weekly-room.ts';

/** What a diagnosis needs to know of the organisation. */
export interface DiagnosedOrganisation {
  readonly timeZone: string;
  readonly currency: string;
  readonly calendar: BusinessCalendar;
  readonly weekLimits: WeekLimits;
  readonly brake: BrakeLimit;
}

/** Loads time zone, currency and working calendar of the organisation. */
export async function loadOrganisation(tx: Transaction): Promise<DiagnosedOrganisation> {
  const row = await tx.one<{
    time_zone: string;
    currency: string;
    holiday_region: string | null;
    working_days: number[];
    account_week_limit: number | null;
    owner_week_limit: number | null;
    brake_count: number;
    brake_percent: number;
  }>(
    'organisation',
    `select time_zone, currency, holiday_region, working_days, account_week_limit, owner_week_limit, brake_count, brake_percent
     from organisation where organisation_id = $1`,
    [tx.organisationId],
  );
  const calendar = businessCalendar({ workingDays: row.working_days, region: row.holiday_region });
  return {
    timeZone: row.time_zone,
    currency: row.currency,
    calendar,
    weekLimits: { account: row.account_week_limit, owner: row.owner_week_limit },
    brake: { count: row.brake_count, percent: row.brake_percent },
  };
}

/** Today in the organisation's time zone. */
export async function today(tx: Transaction, now = new Date()): Promise<EpochDay> {
  const { timeZone } = await loadOrganisation(tx);
  return epochDay(dayOf(now, timeZone));
}
