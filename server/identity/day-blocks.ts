import { z } from 'zod';

/** The parts of a working day, in their usual order. */
export const BLOCK_KEYS = ['focus', 'customers', 'admin', 'wrap_up'] as const;
export type BlockKey = (typeof BLOCK_KEYS)[number];

/** A part of the working day; times are 'HH:MM' on the member's own clock. */
export interface DayBlock {
  readonly key: BlockKey;
  readonly from: string;
  readonly until: string;
}

/** Think while it is quiet, talk to customers in the middle of the day, then tidy up (requirement E1). */
export const DEFAULT_BLOCKS: readonly DayBlock[] = [
  { key: 'focus', from: '08:00', until: '11:00' },
  { key: 'customers', from: '11:00', until: '15:00' },
  { key: 'admin', from: '15:00', until: '17:00' },
  { key: 'wrap_up', from: '17:00', until: '17:30' },
];

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Use hours and minutes, such as 09:00.');

/** The blocks of a day: each ends after it begins, no two at once, each kind once. */
export const dayBlocks = z
  .array(z.strictObject({ key: z.enum(BLOCK_KEYS), from: time, until: time }))
  .min(1, 'A day needs at least one block.')
  .transform((blocks) => blocks.toSorted((a, b) => a.from.localeCompare(b.from)))
  .refine((blocks) => blocks.every(({ from, until }) => from < until), 'A block ends after it begins.')
  .refine(
    (blocks) => blocks.every(({ from }, index) => index === 0 || blocks[index - 1]!.until <= from),
    'Two blocks overlap: let the one end before the other begins.',
  )
  .refine((blocks) => new Set(blocks.map(({ key }) => key)).size === blocks.length, 'Each kind of block stands once.');
