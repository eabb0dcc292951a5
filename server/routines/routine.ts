import { z } from 'zod';
import { MEMBER_ROLES } from '../context/actor.ts';
import { BLOCK_KEYS } from '../identity/day-blocks.ts';
import { weekdayOf } from '../lib/calendar/business-calendar.ts';
import { type EpochDay, epochDay, isoDate } from '../lib/days.ts';
import { WEEKDAYS } from '../playbooks/definition.ts';
import { cutDocument, readFrontMatter } from '../playbooks/document/front-matter.ts';

const key = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'a key is small letters, digits and hyphens');

/** When a routine comes round. A week of a month or quarter is that of its n-th Monday. */
const schedule = z.union([
  z.strictObject({ every: z.literal('business_day') }),
  z.strictObject({ every: z.literal('week'), on: z.enum(WEEKDAYS) }),
  z.strictObject({ every: z.literal('month'), week: z.int().min(1).max(4) }),
  z.strictObject({ every: z.literal('quarter'), week: z.int().min(1).max(12) }),
]);
export type RoutineSchedule = z.infer<typeof schedule>;

/** The front matter of a routine: a playbook of a member, who does its steps whenever it comes round. */
const routineSchema = z.strictObject({
  routine: key,
  of: z.literal('member'),
  title: z.string().trim().min(1).max(80),
  summary: z.string().trim().min(1).max(300),
  schedule,
  block: z.enum(BLOCK_KEYS),
  for: z.array(z.enum(MEMBER_ROLES)).min(1),
  steps: z
    .array(
      z.strictObject({
        id: key,
        title: z.string().trim().min(1).max(160),
        minutes: z.int().min(1).max(480),
        page: z.enum(['my-day', 'accounts', 'escalations', 'playbooks', 'reports', 'health', 'segments']).optional(),
      }),
    )
    .min(1)
    .refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, 'two steps have the same id'),
});

/** A routine with its guide in Markdown. */
export type Routine = z.infer<typeof routineSchema> & { readonly guide: string };

/** Reads a document of library/routines. Throws an Error that names the file and what is wrong with it. */
export function parseRoutine(document: string, file: string): Routine {
  const cut = cutDocument(document);
  const front = readFrontMatter(cut);
  const checked = routineSchema.safeParse(front.data);
  if (!checked.success) {
    const issue = checked.error.issues[0]!;
    throw new Error(`${file} is no routine: ${issue.path.join('.') || 'front matter'}: ${issue.message}.`);
  }
  return { ...checked.data, guide: cut.body.trim() };
}

/** The days, both included, in which a routine is due on this day; null when it is not. `works` says which days are worked. */
export function dueDays(
  schedule: RoutineSchedule,
  day: string,
  works: (day: string) => boolean,
): { readonly firstDay: string; readonly lastDay: string } | null {
  const today = epochDay(day);
  const monday = today - (weekdayOf(today) - 1);
  switch (schedule.every) {
    case 'business_day':
      return works(day) ? { firstDay: day, lastDay: day } : null;
    case 'week':
      return WEEKDAYS[weekdayOf(today) - 1] === schedule.on && works(day) ? { firstDay: day, lastDay: day } : null;
    case 'month':
      return mondayInMonth(monday) === schedule.week ? week(monday) : null;
    case 'quarter':
      return mondayInQuarter(monday) === schedule.week ? week(monday) : null;
  }
}

/** 'every Monday', 'in the second week of a month' */
export function saySchedule(schedule: RoutineSchedule): string {
  switch (schedule.every) {
    case 'business_day':
      return 'every working day';
    case 'week':
      return `every ${schedule.on.charAt(0).toUpperCase()}${schedule.on.slice(1)}`;
    case 'month':
      return `in the ${ORDINALS[schedule.week - 1]} week of a month`;
    case 'quarter':
      return `in week ${schedule.week} of a quarter`;
  }
}

const ORDINALS = ['first', 'second', 'third', 'fourth'];

function week(monday: EpochDay): { firstDay: string; lastDay: string } {
  return { firstDay: isoDate(monday), lastDay: isoDate(monday + 6) };
}

function mondayInMonth(monday: EpochDay): number {
  return Math.ceil(Number(isoDate(monday).slice(8)) / 7);
}

function mondayInQuarter(monday: EpochDay): number {
  const [year, month] = isoDate(monday).split('-').map(Number) as [number, number];
  const first = epochDay(`${year}-${String(Math.floor((month - 1) / 3) * 3 + 1).padStart(2, '0')}-01`);
  return Math.floor((monday - first) / 7) + 1;
}
