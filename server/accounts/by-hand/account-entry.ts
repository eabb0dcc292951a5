import { z } from 'zod';
import { isCurrency } from '../../lib/currency.ts';
import { isTimeZone } from '../../lib/is-time-zone.ts';
import { ATTRIBUTE_KEY, STAGES } from '../account-fields.ts';
import { domainOf } from '../domain.ts';

const word = (most: number) => z.string().trim().max(most, `At most ${most} characters.`).nullable();
/** An emptied field is null, not an empty text. */
const text = (most = 200) => word(most).transform((given) => given || null);
const day = z.iso.date('Use a day such as 2026-02-14.').nullable();

/** What members can say of an account; null empties a field. Amounts in minor units. */
export const accountEntry = z.strictObject({
  name: z.string().trim().min(1, 'Give the account a name.').max(300, 'At most 300 characters.'),
  domain: text()
    .refine((given) => given === null || domainOf(given) !== null, 'This is no domain. Use one such as example.com.')
    .transform((given) => given && domainOf(given)),
  stage: z.enum(STAGES).nullable(),
  tier: text(),
  segment: text(),
  industry: text(),
  city: text(),
  state: text(),
  country: text(),
  region: text(),
  plan: text(),
  arrMinor: z.int().min(0).nullable(),
  currency: z.string().refine(isCurrency, 'Use an ISO 4217 code such as EUR.').nullable(),
  seats: z.int().min(0).max(100_000_000).nullable(),
  contractStart: day,
  renewalDate: day,
  customerSince: day,
  kickoffDate: day,
  timeZone: z
    .string()
    .refine(isTimeZone, 'This is no time zone of the IANA list. Use a name such as Europe/Berlin.')
    .nullable(),
  attributes: z.record(
    z.string().regex(ATTRIBUTE_KEY, 'Use a-z, 0-9 and _ in the key of an attribute.'),
    z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]),
  ),
});
