import type { Transaction } from '../context/transaction.ts';
import { businessCalendar, type CalendarSettings } from '../lib/calendar/business-calendar.ts';
import type { Absence, WorkClock } from '../lib/calendar/work-clock.ts';
import { daysBetween } from '../lib/days.ts';
import { type Organisation, organisationOf } from './organisation.ts';

interface OwnTime extends Record<string, unknown> {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string | null;
  readonly holidayRegion: string | null;
  readonly workingDays: number[] | null;
  readonly workdayStart: string | null;
  readonly workdayEnd: string | null;
  readonly absences: readonly Absence[];
}

/** Absences that ended this long ago no longer matter to what falls due from now on. */
const PAST_DAYS = 2;

/**
 * When the members of the organisation work, and when they are away from now on: `of` gives one of them, who works as the organisation does (`own`)
 * where they say nothing else.
 */
export async function workClocks(
  tx: Transaction,
  now: Date,
): Promise<{ readonly own: WorkClock; readonly organisation: Organisation; of(memberId: string): WorkClock }> {
  const organisation = await organisationOf(tx);
  const { timeZone, workdayStart, workdayEnd } = organisation;
  const settings = { region: organisation.holidayRegion, workingDays: organisation.workingDays };
  const calendar = businessCalendar(settings);
  const own: WorkClock = { timeZone, workdayStart, workdayEnd, calendar, presence: calendar, absences: [] };
  const others = await readOwnTimes(tx, now);
  const clocks = new Map(others.map((person) => [person.id, clockOf(person, own, settings)]));
  return { own, organisation, of: (memberId) => clocks.get(memberId) ?? own };
}

function clockOf(person: OwnTime, own: WorkClock, organisation: CalendarSettings): WorkClock {
  const settings = {
    region: person.holidayRegion ?? organisation.region ?? null,
    workingDays: person.workingDays ?? organisation.workingDays!,
  };
  const closedDays = person.absences.flatMap(({ firstDay, lastDay }) =>
    daysBetween(firstDay, lastDay).map((date) => ({ date, name: `${person.name} is away` })),
  );
  return {
    timeZone: person.timeZone ?? own.timeZone,
    workdayStart: person.workdayStart ?? own.workdayStart,
    workdayEnd: person.workdayEnd ?? own.workdayEnd,
    calendar: businessCalendar(settings),
    presence: businessCalendar({ ...settings, closedDays }),
    absences: person.absences,
  };
}

/** Those who differ from the organisation. A deputy who has left stands in for nobody. */
function readOwnTimes(tx: Transaction, now: Date): Promise<OwnTime[]> {
  return tx.query<OwnTime>(
    `select m.id, m.name, m.time_zone as "timeZone", m.holiday_region as "holidayRegion", m.working_days as "workingDays",
       to_char(m.workday_start, 'HH24:MI') as "workdayStart", to_char(m.workday_end, 'HH24:MI') as "workdayEnd",
       coalesce(a.absences, '[]') as absences
     from member m
     left join (
       select x.member_id, jsonb_agg(jsonb_build_object('firstDay', x.first_day, 'lastDay', x.last_day, 'deputy',
         case when d.id is not null then jsonb_build_object('memberId', d.id, 'name', d.name) end) order by x.first_day) as absences
       from member_absence x
       left join member d on d.organisation_id = $1 and d.id = x.deputy_id and d.status = 'active' and d.role <> 'viewer'
       where x.organisation_id = $1 and x.last_day >= ($2::timestamptz at time zone 'UTC')::date - $3::int
       group by x.member_id) a on a.member_id = m.id
     where m.organisation_id = $1 and (a.member_id is not null or m.time_zone is not null or m.holiday_region is not null
       or m.working_days is not null or m.workday_start is not null or m.workday_end is not null)`,
    [tx.organisationId, now, PAST_DAYS],
  );
}
