import { z } from '@hono/zod-openapi';
import { dayBlockSchema } from './my-day.ts';

/** A routine as a member has it: a list that comes round by the calendar. */
export const routineSchema = z
  .object({
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    when: z.string().openapi({ example: 'every Monday' }),
    block: dayBlockSchema.shape.key,
    guide: z.string().openapi({ description: 'Markdown.' }),
    isOn: z.boolean().openapi({ description: 'Whether the member follows it.' }),
    day: z.iso.date().nullable().openapi({ description: 'Since when it is due now; null when it is not.' }),
    steps: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        minutes: z.int(),
        page: z.string().nullable().openapi({ description: 'The page on which it is done.' }),
        isDone: z.boolean(),
      }),
    ),
  })
  .openapi('Routine');

export type Routine = z.infer<typeof routineSchema>;
