import { z } from '@hono/zod-openapi';

const change = z.unknown().openapi({ description: 'Only what changed.' });

export const auditEntrySchema = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    actorKind: z.enum(['member', 'api_key', 'system']),
    actorId: z.uuid().nullable(),
    actorName: z.string(),
    action: z.string().openapi({ example: 'member.invited' }),
    entity: z.string().openapi({ example: 'member' }),
    entityId: z.string(),
    name: z
      .string()
      .nullable()
      .openapi({ description: 'What people call it now; null for what is gone or has no name.' }),
    before: change,
    after: change,
    reason: z.string().nullable(),
  })
  .openapi('AuditEntry');

export const auditPageSchema = z
  .object({ entries: z.array(auditEntrySchema), next: z.string().nullable() })
  .openapi('AuditPage');

export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditPage = z.infer<typeof auditPageSchema>;
