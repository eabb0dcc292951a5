import { z } from '@hono/zod-openapi';

const value = z.union([z.number(), z.string(), z.boolean()]).nullable();
const truth = z.enum(['true', 'false', 'unknown']);
const playbook = z.object({ key: z.string(), title: z.string() });

const verdict = z.enum(['starts', 'held_back', 'not_eligible', 'not_true', 'unknown', 'no_condition']).openapi({
  description:
    'Its condition is true and nothing stands in the way; it is true but held back; the account is not one it is for; it is not true; data is missing; it has no condition.',
});

const on = z.iso.date().openapi({ description: 'As of the morning of this day.' });
const computedFrom = z
  .enum(['snapshot', 'history'])
  .openapi({ description: 'As it was known on that day, or computed now from the history of facts.' });

const condition = z.object({
  truth,
  clauses: z.array(
    z.object({
      text: z.string(),
      phrase: z.string().openapi({ example: 'days since last activity is 36 (not 45 or more)' }),
      signal: z.string().nullable(),
      title: z.string(),
      unit: z.string(),
      operator: z.string(),
      threshold: z.union([value, z.array(value)]),
      value,
      truth,
      distance: z.number().nullable(),
      missing: z.string().nullable().openapi({ description: 'How far it is from true, in words.', example: '9 days' }),
      from: z.string().nullable().openapi({ description: 'The facts behind the value.' }),
    }),
  ),
});

export const explanationSchema = z
  .object({
    playbook,
    on,
    computedFrom,
    verdict,
    because: z.string().openapi({ description: 'One sentence.' }),
    eligible: condition.openapi({ description: 'The stages and the segment that it is for.' }),
    condition: condition.nullable(),
    heldBack: z.array(z.object({ reason: z.string(), detail: z.string(), until: z.iso.date().nullable() })),
    situation: z.uuid().nullable().openapi({ description: 'Open on that day, or opened on it.' }),
  })
  .openapi('Explanation');

export const accountExplanationSchema = z
  .object({
    account: z.object({ id: z.uuid(), name: z.string() }),
    on,
    computedFrom,
    playbooks: z.array(
      z.object({
        playbook,
        verdict,
        because: z.string(),
        situation: z.uuid().nullable(),
        clauses: z.object({ met: z.int(), of: z.int() }).nullable(),
      }),
    ),
  })
  .openapi('AccountExplanation');

export type Explanation = z.infer<typeof explanationSchema>;
export type AccountExplanation = z.infer<typeof accountExplanationSchema>;
export type ExplainedCondition = NonNullable<Explanation['condition']>;
