import { z } from 'zod';

/** One indicator: a signal, and how many points (0 to 100) its values give; between two breakpoints the points are linear. */
const indicatorSchema = z.object({
  signal: z.string().min(1),
  weight: z.number().positive().max(100),
  points: z
    .array(z.tuple([z.number(), z.number().min(0).max(100)]))
    .min(2)
    .max(12)
    .refine((points) => points.every((point, i) => i === 0 || point[0] > points[i - 1]![0]), {
      message: 'the values of the breakpoints must rise from each to the next',
    }),
});

const componentSchema = z.object({
  key: z.enum(['engagement', 'success', 'satisfaction', 'financial']),
  title: z.string().min(1).max(60),
  weight: z.number().min(0).max(100),
  indicators: z.array(indicatorSchema).min(1).max(20),
});

/** The weighting for one segment; `for` null holds for every account that no earlier variant takes. */
const variantSchema = z.object({
  title: z.string().min(1).max(80),
  for: z.string().min(1).max(2000).nullable(),
  components: z
    .array(componentSchema)
    .min(1)
    .refine((components) => Math.abs(components.reduce((sum, one) => sum + one.weight, 0) - 100) < 1e-9, {
      message: 'the weights of the components must sum to 100',
    }),
});

export const healthModelSchema = z.object({
  variants: z
    .array(variantSchema)
    .min(1)
    .refine((variants) => variants.at(-1)?.for === null, {
      message: 'the last variant must hold for all other accounts',
    }),
  green_from: z.number().min(1).max(100),
  yellow_from: z.number().min(0).max(99),
  /** A band changes at once when the score crosses by this much ... */
  margin: z.number().min(0).max(20),
  /** ... or when it has been across for this many days. */
  hold_days: z.number().int().min(0).max(60),
  /** Share of the weight that must be known; below it there is no score. */
  minimum_coverage: z.number().min(0).max(1),
});

export type HealthModel = z.infer<typeof healthModelSchema>;
export type HealthVariant = HealthModel['variants'][number];
export type HealthComponent = HealthVariant['components'][number];
export type HealthIndicator = HealthComponent['indicators'][number];

export const BANDS = ['red', 'yellow', 'green'] as const;
export type Band = (typeof BANDS)[number];

/**
 * The model that ships. Component weights (30, 30, 20, 20) and bands (80, 60) are those of requirement C1; the breakpoints are our own
 * starting point, to be corrected by each organisation's history.
 */
export const DEFAULT_HEALTH_MODEL: HealthModel = {
  variants: [
    {
      title: 'All accounts',
      for: null,
      components: [
        {
          key: 'engagement',
          title: 'Engagement',
          weight: 30,
          indicators: [
            {
              signal: 'usage.change_28d',
              weight: 30,
              points: [
                [-0.5, 0],
                [-0.25, 45],
                [0, 85],
                [0.2, 100],
              ],
            },
            {
              signal: 'usage.active_days_28d',
              weight: 30,
              points: [
                [0, 0],
                [4, 45],
                [12, 85],
                [20, 100],
              ],
            },
            {
              signal: 'usage.days_since_last',
              weight: 30,
              points: [
                [3, 100],
                [10, 80],
                [21, 40],
                [45, 0],
              ],
            },
            {
              signal: 'usage.seat_share',
              weight: 10,
              points: [
                [0, 0],
                [0.3, 50],
                [0.7, 100],
              ],
            },
          ],
        },
        {
          key: 'success',
          title: 'Success',
          weight: 30,
          indicators: [
            {
              signal: 'usage.trend_90d',
              weight: 40,
              points: [
                [-0.3, 0],
                [-0.1, 55],
                [0, 80],
                [0.15, 100],
              ],
            },
            {
              signal: 'relationship.days_since_two_way',
              weight: 30,
              points: [
                [14, 100],
                [30, 85],
                [60, 45],
                [120, 0],
              ],
            },
            {
              signal: 'contacts.champions',
              weight: 20,
              points: [
                [0, 20],
                [1, 85],
                [2, 100],
              ],
            },
            {
              signal: 'relationship.unanswered',
              weight: 10,
              points: [
                [0, 100],
                [2, 60],
                [5, 0],
              ],
            },
          ],
        },
        {
          key: 'satisfaction',
          title: 'Satisfaction',
          weight: 20,
          indicators: [
            {
              signal: 'survey.nps_last',
              weight: 30,
              points: [
                [0, 0],
                [6, 35],
                [8, 75],
                [10, 100],
              ],
            },
            {
              signal: 'survey.csat_90d',
              weight: 30,
              points: [
                [1, 0],
                [3, 40],
                [4, 80],
                [5, 100],
              ],
            },
            {
              signal: 'tickets.urgent_open',
              weight: 20,
              points: [
                [0, 100],
                [1, 40],
                [3, 0],
              ],
            },
            {
              signal: 'tickets.csat_90d',
              weight: 20,
              points: [
                [1, 0],
                [3, 40],
                [4, 80],
                [5, 100],
              ],
            },
          ],
        },
        {
          key: 'financial',
          title: 'Financial',
          weight: 20,
          indicators: [
            {
              signal: 'invoices.overdue_days',
              weight: 50,
              points: [
                [0, 100],
                [15, 60],
                [30, 20],
                [60, 0],
              ],
            },
            {
              signal: 'invoices.paid_late_365d',
              weight: 20,
              points: [
                [0, 100],
                [3, 50],
                [6, 0],
              ],
            },
            {
              signal: 'account.arr_change_365d',
              weight: 30,
              points: [
                [-0.3, 0],
                [0, 75],
                [0.2, 100],
              ],
            },
          ],
        },
      ],
    },
  ],
  green_from: 80,
  yellow_from: 60,
  margin: 2,
  hold_days: 3,
  minimum_coverage: 0.4,
};

/** The points of a value: linear between breakpoints, flat beyond the outermost. */
export function pointsOf(points: HealthIndicator['points'], value: number): number {
  const first = points[0]!;
  if (value <= first[0]) return first[1];
  for (let i = 1; i < points.length; i++) {
    const [x, y] = points[i]!;
    if (value > x) continue;
    const [beforeX, beforeY] = points[i - 1]!;
    return beforeY + ((value - beforeX) / (x - beforeX)) * (y - beforeY);
  }
  return points.at(-1)![1];
}
