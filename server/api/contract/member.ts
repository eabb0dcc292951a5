import { z } from '@hono/zod-openapi';
import { dayBlockSchema } from './my-day.ts';

const role = z.enum(['admin', 'manager', 'csm', 'account_manager', 'support', 'executive', 'viewer']);

export const memberSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role,
    status: z.enum(['invited', 'active', 'left']),
    managerId: z.uuid().nullable(),
    digest: z.boolean().openapi({ description: 'Whether the morning e-mail is wanted.' }),
    createdAt: z.iso.datetime(),
    timeZone: z.string().nullable().openapi({ description: 'Null, as in the four below: as the organisation.' }),
    holidayRegion: z.string().nullable(),
    workingDays: z.array(z.int()).nullable(),
    workdayStart: z.string().nullable(),
    workdayEnd: z.string().nullable(),
    dayBlocks: z.array(dayBlockSchema).nullable().openapi({ description: 'How the day is divided; null: as shipped.' }),
  })
  .openapi('Member');

export type Member = z.infer<typeof memberSchema>;

/** An invitation that waits to be accepted; it may have run out. */
export const pendingInvitationSchema = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    name: z.string(),
    email: z.string(),
    role,
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  })
  .openapi('PendingInvitation');

export type PendingInvitation = z.infer<typeof pendingInvitationSchema>;

/** An invitation just made: the only time that its link is shown. */
export const newInvitationSchema = z
  .object({
    id: z.uuid(),
    memberId: z.uuid(),
    link: z.url(),
    expiresAt: z.iso.datetime(),
    isSent: z.boolean().openapi({ description: 'Whether it was also sent by e-mail.' }),
  })
  .openapi('NewInvitation');

export type NewInvitation = z.infer<typeof newInvitationSchema>;

/** What somebody sees who opens the link. */
export const openInvitationSchema = z
  .object({
    organisationName: z.string(),
    slug: z.string(),
    email: z.string(),
    role,
    hasPassword: z
      .boolean()
      .openapi({ description: 'Whether this address signs in already, and proves it by its password.' }),
  })
  .openapi('OpenInvitation');

export type OpenInvitation = z.infer<typeof openInvitationSchema>;
