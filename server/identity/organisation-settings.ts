import { z } from 'zod';
import { businessCalendar } from '../lib/calendar/business-calendar.ts';
import { isTimeZone } from '../lib/is-time-zone.ts';
import { ABSENT_OWNER, OWNER_RULES } from './organisation.ts';

const name = z.string().trim().min(1, 'Give the organisation a name.').max(200, 'At most 200 characters.');

const timeZone = z
  .string()
  .refine(isTimeZone, 'This is no time zone of the IANA list. Use a name such as Europe/Berlin or America/Sao_Paulo.');

const currency = z
  .string()
  .refine(
    (code) => Intl.supportedValuesOf('currency').includes(code),
    'This is no ISO 4217 code. Use three capital letters, such as EUR or BRL.',
  );

const holidayRegion = z
  .string()
  .refine(
    isHolidayRegion,
    'There is no holiday calendar under this code. Use a country such as BR or a state such as US-CA.',
  )
  .nullable();

const workingDays = z
  .array(z.int().min(1).max(7))
  .min(1, 'A week needs at least one working day.')
  .transform((days) => [...new Set(days)].sort((a, b) => a - b));

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use hours and minutes, such as 09:00.');

const diagnosisHour = z.int().min(0).max(23, 'Use an hour from 0 to 23.');

const weekLimit = z.int().min(1, 'At least one; leave it empty for any number.').max(100_000).nullable();

const rising = z
  .tuple([z.int().min(0).max(1_000_000), z.int().min(0).max(1_000_000)])
  .refine(([low, standard]) => low < standard, 'Standard has to reach further than low.');
const hours = z.number().min(0).max(10_000);
const complexity = z.strictObject({
  seats: rising,
  integrations: rising,
  regions: rising,
  hours: z.tuple([hours, hours, hours]),
});

/** When a member works, where they differ from the organisation; null for where they do not. */
export const workTimeSettings = z.object({
  timeZone: timeZone.nullable(),
  holidayRegion,
  workingDays: workingDays.nullable(),
  workdayStart: timeOfDay.nullable(),
  workdayEnd: timeOfDay.nullable(),
});

/** What can be set of an organisation, and what each must be. */
export const organisationSettings = z.object({
  name,
  timeZone,
  currency,
  holidayRegion,
  workingDays,
  workdayStart: timeOfDay,
  workdayEnd: timeOfDay,
  absentOwner: z.enum(ABSENT_OWNER),
  ownerRule: z.enum(OWNER_RULES),
  diagnosisHour,
  emailsNeedPerson: z.boolean(),
  privateWebhooks: z.boolean(),
  accountWeekLimit: weekLimit,
  ownerWeekLimit: weekLimit,
  brakeCount: z.int().min(1, 'At least one.').max(1_000_000),
  brakePercent: z.int().min(0).max(100, 'A share from 0 to 100 %.'),
  complexity,
});

function isHolidayRegion(region: string): boolean {
  try {
    return Boolean(businessCalendar({ region }));
  } catch {
    return false;
  }
}
