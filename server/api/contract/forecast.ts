import { z } from '@hono/zod-openapi';

const account = { id: z.uuid(), name: z.string(), cause: z.string() };
const moving = z.object({
  total: z.int(),
  accounts: z.array(z.object(account)).openapi({ description: 'At most twenty, those with the largest ARR.' }),
});

export const forecastSchema = z
  .object({
    asOf: z.iso.date().nullable().openapi({ description: 'The last diagnosis; null before the first.' }),
    isForeseeable: z.boolean().openapi({ description: 'Whether it starts by a condition or a stage at all.' }),
    unforeseen: z
      .array(z.string())
      .openapi({ description: 'Ways in which it starts that cannot be foreseen, in words.' }),
    matching: z.int().openapi({ description: 'Accounts that meet its condition or stage.' }),
    opens: z.int().openapi({ description: 'Of these, those that would open now.' }),
    joins: z.int().openapi({ description: 'Would be attached to the open run of another playbook.' }),
    open: z.int().openapi({ description: 'Have an open situation of this playbook.' }),
    held: z
      .array(z.object({ reason: z.string(), accounts: z.int() }))
      .openapi({ description: 'Held back, by reason.' }),
    accounts: z
      .array(
        z.object({
          ...account,
          outcome: z.enum(['opens', 'joins', 'open', 'held']),
          detail: z.string().nullable().openapi({ description: 'Why it is held back, or which run it joins.' }),
        }),
      )
      .openapi({ description: 'At most twenty, those that would open first.' }),
    change: z
      .object({ version: z.int(), matching: z.int(), comesIn: moving, dropsOut: moving })
      .nullable()
      .openapi({ description: 'Against the version that runs.' }),
  })
  .openapi('PlaybookForecast');

export type PlaybookForecast = z.infer<typeof forecastSchema>;
