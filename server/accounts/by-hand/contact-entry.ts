import { z } from 'zod';

export const CONTACT_ROLES = [
  'champion',
  'executive_sponsor',
  'decision_maker',
  'technical',
  'billing',
  'user',
] as const;

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .nullable()
    .transform((given) => given || null);

/** What members can say of a contact; null empties a field. */
export const contactEntry = z.strictObject({
  name: z.string().trim().min(1, 'Give the contact a name.').max(200, 'At most 200 characters.'),
  email: z.email('This is no e-mail address.').max(254).toLowerCase().nullable(),
  phone: text(50),
  title: text(200),
  role: z.enum(CONTACT_ROLES).nullable(),
  joinedOn: z.iso.date('Use a day such as 2026-02-14.').nullable(),
  leftOn: z.iso.date('Use a day such as 2026-02-14.').nullable(),
});

export const CONTACT_COLUMN = {
  name: 'name',
  email: 'email',
  phone: 'phone',
  title: 'title',
  role: 'role',
  joinedOn: 'joined_on',
  leftOn: 'left_on',
} as const satisfies Record<keyof z.output<typeof contactEntry>, string>;
