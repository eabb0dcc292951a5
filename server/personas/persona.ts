import { z } from 'zod';
import type { PersonaDefinition } from '../signals/signal-group.ts';

/** A persona as diagnoses know it. */
export interface Persona extends PersonaDefinition {
  /** The morning to which its members were last brought, 'YYYY-MM-DD'; null before the first time. */
  readonly asOf: string | null;
}

const name = z.string().trim().min(1, 'Give the persona a name.').max(100, 'At most 100 characters.');
const rule = z.string().trim().min(1, 'Say who belongs to the persona.').max(2000, 'At most 2,000 characters.');
const cadenceDays = z
  .int('A cadence is a number of days.')
  .min(1, 'A cadence is at least a day.')
  .max(1000, 'At most 1,000 days.')
  .nullable();

/** What makes a persona. The key is what playbooks and signals write: persona.<key>.contacts. */
export const newPersona = z.strictObject({
  key: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,62}$/,
      'Use small letters, digits and _, beginning with a letter, such as executive_sponsors.',
    ),
  name,
  rule,
  cadenceDays: cadenceDays.default(null),
});

/** What may change of a persona; its key stays, since playbooks name it. */
export const personaChange = z.strictObject({
  name: name.optional(),
  rule: rule.optional(),
  cadenceDays: cadenceDays.optional(),
});
