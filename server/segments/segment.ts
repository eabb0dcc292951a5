import { z } from 'zod';

/** A segment as diagnoses know it. */
export interface Segment {
  readonly key: string;
  readonly name: string;
  /** A condition over signals, in CEL. */
  readonly rule: string;
  /** The morning to which its members were last brought, 'YYYY-MM-DD'; null before the first time. */
  readonly asOf: string | null;
}

const name = z.string().trim().min(1, 'Give the segment a name.').max(100, 'At most 100 characters.');
const rule = z.string().trim().min(1, 'Say who belongs to the segment.').max(2000, 'At most 2,000 characters.');

/** What makes a segment. The key is what playbooks write. */
export const newSegment = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'A key is small letters, digits and hyphens, such as mid-market.')
    .max(63, 'At most 63 characters.'),
  name,
  rule,
});

/** What may change of a segment; its key stays, since playbooks name it. */
export const segmentChange = z.strictObject({ name: name.optional(), rule: rule.optional() });
