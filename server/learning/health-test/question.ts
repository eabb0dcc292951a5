import { z } from 'zod';
import { EVERY } from '../backtest/snapshot-days.ts';
import { STILL_THERE } from '../backtest/tested-trigger.ts';
import { TRUTHS } from '../backtest/truths.ts';

export const ANNOUNCED_BY = ['low', 'high'] as const;
/** Whether a low or a high value is to announce the outcome. */
export type AnnouncedBy = (typeof ANNOUNCED_BY)[number];

/** What health is held against: which outcome, how much later, over which accounts and days. */
export const healthTestSchema = z.object({
  truth: z.string().trim().min(1).max(2000).default('churned'),
  horizonDays: z.int().min(7).max(365).default(90),
  every: z.enum(EVERY).default('month'),
  eligible: z.string().trim().min(1).max(2000).default(STILL_THERE),
  from: z.iso.date().nullable().default(null),
  to: z.iso.date().nullable().default(null),
  /** Null: by the outcome; a high score announces those that one hopes for. */
  announcedBy: z.enum(ANNOUNCED_BY).nullable().default(null),
});

export type HealthTestQuestion = z.output<typeof healthTestSchema>;

/** What a score is to be like before this outcome, unless it was said. */
export function announcedByOf({ announcedBy, truth }: HealthTestQuestion): AnnouncedBy {
  return announcedBy ?? (TRUTHS.some(({ key, isGood }) => key === truth && isGood) ? 'high' : 'low');
}
