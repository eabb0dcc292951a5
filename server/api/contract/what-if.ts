import { z } from '@hono/zod-openapi';

const value = z.union([z.number(), z.string(), z.boolean()]).nullable();
const playbook = z.object({ key: z.string(), title: z.string() });
const due = z.object({ at: z.iso.datetime(), derivation: z.string() }).nullable();
const health = z.object({
  score: z.number().nullable(),
  band: z.enum(['red', 'yellow', 'green']).nullable(),
  coverage: z.number(),
  components: z.array(
    z.object({ key: z.string(), title: z.string(), weight: z.number(), score: z.number().nullable() }),
  ),
});

export const whatIfAnswerSchema = z
  .object({
    on: z.iso.date().openapi({ description: 'As of the morning of this day.' }),
    changes: z.array(
      z.object({
        signal: z.string(),
        title: z.string(),
        from: value,
        to: value,
        words: z.object({ from: z.string(), to: z.string() }),
      }),
    ),
    health: z.object({ now: health, assumed: health }),
    holding: z
      .array(
        z.object({
          playbook,
          verdict: z.enum(['starts', 'held_back', 'not_eligible', 'not_true', 'unknown', 'no_condition']),
          because: z.string(),
          heldBack: z.array(z.object({ reason: z.string(), detail: z.string(), until: z.iso.date().nullable() })),
          holdsNow: z.boolean().openapi({ description: 'Whether it holds without the changes, too.' }),
          variation: z.string().nullable(),
          firstActionDue: due,
          steps: z.array(
            z.object({
              id: z.string(),
              title: z.string(),
              state: z.enum(['open', 'later', 'left_out', 'by_itself', 'unclear']),
              owner: z.object({ name: z.string(), fallback: z.string().nullable() }).nullable(),
              due: due.openapi({
                description: 'Of a step that comes later: if each before it were done just in time.',
              }),
              note: z.string().nullable(),
            }),
          ),
        }),
      )
      .openapi({ description: 'The playbooks whose condition would hold, with the run that each would start.' }),
    ending: z
      .array(z.object({ playbook, because: z.string() }))
      .openapi({ description: 'Those whose condition holds now and would no longer.' }),
  })
  .openapi('WhatIf');

export type WhatIfAnswer = z.infer<typeof whatIfAnswerSchema>;
