import { z } from 'zod';
import { STAGES } from '../account-fields.ts';

/** What the accounts list can be sorted by. */
export const ACCOUNT_SORTS = [
  'name',
  'health',
  'change',
  'arr',
  'renewal',
  'owner',
  'stage',
  'segment',
  'tier',
  'situations',
  'runs',
] as const;
export type AccountSort = (typeof ACCOUNT_SORTS)[number];

export const BAND_FILTERS = ['green', 'yellow', 'red', 'none'] as const;
export const RENEWAL_FILTERS = ['30', '60', '90', '180', 'passed', 'none'] as const;

const oneOf = <Value extends string>(values: readonly [Value, ...Value[]]) =>
  z
    .string()
    .transform((list) => list.split(',').filter(Boolean))
    .pipe(z.array(z.enum(values)));

const text = z.string().trim().min(1).max(200);
const amount = z.coerce.number().int().min(0);

/** What accounts to show, as it stands in the address of the page: every part narrows. Lists are separated by commas. */
export const accountFilter = z.object({
  /** Part of the name, the domain, or the id of a source. */
  text: text.optional(),
  /** Health bands; `none` for accounts without enough data. */
  band: oneOf(BAND_FILTERS).optional(),
  stage: oneOf([...STAGES, 'none']).optional(),
  /** The CSM: the id of a member, `me`, or `none`. */
  owner: z.union([z.uuid(), z.enum(['me', 'none'])]).optional(),
  segment: text.optional(),
  tier: text.optional(),
  /** Within so many days from today; `passed`; or `none` where no date is known. */
  renewal: z.enum(RENEWAL_FILTERS).optional(),
  /** Minor units of the organisation's currency, both ends included. */
  arrFrom: amount.optional(),
  arrTo: amount.optional(),
  /** Only accounts with an open situation, or with an open run. */
  open: z.enum(['situations', 'runs']).optional(),
});

export type AccountFilter = z.output<typeof accountFilter>;

/** '-arr' is by ARR from the top down. */
export const accountSort = z
  .string()
  .regex(/^-?[a-z]+$/)
  .transform((sort) => ({ by: sort.replace('-', ''), isDescending: sort.startsWith('-') }))
  .pipe(z.object({ by: z.enum(ACCOUNT_SORTS), isDescending: z.boolean() }));
