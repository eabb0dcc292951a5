import { z } from '@hono/zod-openapi';

export const calendarFeedSchema = z
  .object({
    id: z.uuid(),
    createdAt: z.iso.datetime(),
    lastReadAt: z.iso.datetime().nullable().openapi({ description: 'When a calendar last asked.' }),
  })
  .openapi('CalendarFeed');

/** A link just made: the only time that it is shown. */
export const newCalendarFeedSchema = calendarFeedSchema.extend({ link: z.url() }).openapi('NewCalendarFeed');

export type CalendarFeed = z.infer<typeof calendarFeedSchema>;
export type NewCalendarFeed = z.infer<typeof newCalendarFeedSchema>;
