import { z } from 'zod';
import { EVERY } from '../backtest/snapshot-days.ts';

const setting = z.object({
  index: z.int().min(0).max(50),
  isOn: z.boolean(),
  /** Whether it says which accounts count at all, instead of which are flagged. */
  isCounting: z.boolean().optional(),
  threshold: z.number().nullable().optional(),
});

/** What is tried: how the clauses of the playbook's condition are set, against which outcome, over which days. */
export const explorationSchema = z.object({
  reading: z.enum(['snapshots', 'firings']).default('snapshots'),
  every: z.enum(EVERY).default('month'),
  truth: z.string().trim().min(1).max(2000).default('silent'),
  horizonDays: z.int().min(7).max(365).default(90),
  from: z.iso.date().nullable().optional(),
  to: z.iso.date().nullable().optional(),
  clauses: z.array(setting).max(50).default([]),
  /** A second setting to compare with; null for none. */
  other: z.array(setting).max(50).nullable().default(null),
  /** Of firings: whether it waits as its playbook says (holding, re-arming, cooldown, other playbooks), or starts whenever it becomes true. */
  waits: z.boolean().default(true),
  /** The clause whose threshold the curve moves; null for the first that has one. */
  curveOf: z.int().min(0).max(50).nullable().default(null),
});

export type Exploration = z.output<typeof explorationSchema>;
