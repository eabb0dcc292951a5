import { z } from '@hono/zod-openapi';
import { healthModelSchema } from '../../health/health-model.ts';

export const modelPageSchema = z
  .object({
    version: z.int().openapi({ description: '0 is the model that ships with Steward.' }),
    model: healthModelSchema,
    versions: z.array(
      z.object({
        version: z.int(),
        reason: z.string().nullable(),
        createdBy: z.string().nullable(),
        createdAt: z.iso.datetime().nullable(),
        changes: z.array(z.string()).openapi({ description: 'Against the version before, in words.' }),
      }),
    ),
    signals: z.array(z.object({ name: z.string(), title: z.string(), unit: z.string(), from: z.string() })),
    mayChange: z.boolean(),
  })
  .openapi('HealthModelPage');

const band = z.enum(['green', 'yellow', 'red', 'none']);
const counts = z.object({ green: z.int(), yellow: z.int(), red: z.int(), none: z.int() });

export const modelPreviewSchema = z
  .object({
    asOf: z.iso.date().nullable().openapi({ description: 'The day whose signals were used; null before the first.' }),
    accounts: z.int(),
    before: counts,
    after: counts,
    total: z.int(),
    changes: z
      .array(
        z.object({
          accountId: z.uuid(),
          name: z.string(),
          arrMinor: z.int().nullable(),
          currency: z.string().nullable(),
          from: band,
          to: band,
          scoreBefore: z.number().nullable(),
          scoreAfter: z.number().nullable(),
          isLater: z.boolean().openapi({ description: 'Only if the score stays there for the hold days.' }),
        }),
      )
      .openapi({ description: 'At most 500, those with the highest ARR first.' }),
  })
  .openapi('HealthModelPreview');

export type HealthModelPage = z.infer<typeof modelPageSchema>;
export type HealthModelPreview = z.infer<typeof modelPreviewSchema>;
export type HealthModel = z.infer<typeof healthModelSchema>;
