import { z } from '@hono/zod-openapi';

const named = z.object({ id: z.uuid(), name: z.string() });

export const portfolioPlanSchema = z
  .object({
    member: named,
    places: z.array(
      z.object({
        account: named,
        role: z.string(),
        arrMinor: z.number().nullable(),
        currency: z.string().nullable(),
        to: named.nullable().openapi({ description: 'Null where it stays.' }),
        isOffered: z.boolean().openapi({ description: 'Whether they are asked first.' }),
      }),
    ),
    tasks: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        account: named,
        to: named.extend({ fallback: z.string().nullable() }).nullable(),
      }),
    ),
  })
  .openapi('PortfolioPlan');

export const portfolioMovedSchema = z
  .object({ id: z.uuid(), places: z.int(), tasks: z.int(), handoffs: z.int() })
  .openapi('PortfolioMoved');

export const assignmentPlanSchema = z
  .object({
    rule: z.enum(['fewest_tasks', 'least_arr', 'round_robin']),
    members: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        accounts: z.int(),
        tasks: z.int(),
        arrMinor: z.number(),
        gets: z.array(z.object({ id: z.uuid(), name: z.string(), arrMinor: z.number() })),
      }),
    ),
    left: z.int().openapi({ description: 'Accounts for which nobody was found.' }),
  })
  .openapi('AssignmentPlan');

export type PortfolioPlan = z.infer<typeof portfolioPlanSchema>;
export type PortfolioMoved = z.infer<typeof portfolioMovedSchema>;
export type AssignmentPlan = z.infer<typeof assignmentPlanSchema>;
