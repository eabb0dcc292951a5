import { z } from '@hono/zod-openapi';

const role = z.enum(['admin', 'manager', 'csm', 'account_manager', 'support', 'executive', 'viewer']);

/** A person who has signed in, and the organisations they belong to. */
export const sessionSchema = z
  .object({
    user: z.object({
      name: z.string(),
      email: z.string(),
      hasPassword: z.boolean().openapi({ description: 'False for somebody who has only signed in by link so far.' }),
    }),
    memberships: z.array(
      z.object({ slug: z.string(), organisationName: z.string(), memberId: z.uuid(), name: z.string(), role }),
    ),
  })
  .openapi('Session');

export type Session = z.infer<typeof sessionSchema>;

/** One place where a person is signed in. */
export const signedInSchema = z
  .object({
    id: z.string(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime(),
    address: z.string().nullable(),
    browser: z.string().nullable(),
    isThis: z.boolean().openapi({ description: 'Whether the request came with this session.' }),
  })
  .openapi('SignedIn');

export type SignedInPlace = z.infer<typeof signedInSchema>;
