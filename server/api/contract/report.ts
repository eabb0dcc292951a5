import { z } from '@hono/zod-openapi';

export const reportKindSchema = z.enum(['day_wrap_up', 'week_plan', 'week_review', 'week_report']);

export const ownReportSchema = z
  .object({
    id: z.uuid().nullable().openapi({ description: 'Null for one that has only been prepared.' }),
    kind: reportKindSchema,
    title: z.string(),
    period: z.object({ firstDay: z.iso.date(), lastDay: z.iso.date() }),
    text: z.string().openapi({ description: 'Markdown.' }),
    savedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    manager: z.string().nullable().openapi({ description: 'Who can read it once it is finished.' }),
  })
  .openapi('OwnReport');

export const reportInListSchema = z
  .object({
    id: z.uuid(),
    kind: reportKindSchema,
    title: z.string(),
    day: z.iso.date(),
    member: z.object({ id: z.uuid(), name: z.string() }),
    finishedAt: z.iso.datetime(),
  })
  .openapi('ReportInList');

export const reportSchema = reportInListSchema.extend({ text: z.string() }).openapi('Report');

export type OwnReport = z.infer<typeof ownReportSchema>;
export type ReportKind = z.infer<typeof reportKindSchema>;
export type ReportInList = z.infer<typeof reportInListSchema>;
export type Report = z.infer<typeof reportSchema>;
