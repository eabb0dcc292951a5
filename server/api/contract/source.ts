import { z } from '@hono/zod-openapi';

const writeKeySchema = z.object({
  id: z.uuid(),
  prefix: z.string().openapi({ description: 'The first characters, to recognise it by.' }),
  createdAt: z.iso.datetime(),
});

export const sourceSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(['file', 'tracking', 'manual', 'sample']),
    createsAccounts: z
      .boolean()
      .openapi({ description: 'Whether tracking calls may make accounts that are not known yet.' }),
    createdAt: z.iso.datetime(),
    writeKeys: z.array(writeKeySchema).openapi({ description: 'Those that are not revoked, newest first.' }),
  })
  .openapi('Source');

export type Source = z.infer<typeof sourceSchema>;

/** A write key just made: the only time that it is shown. */
export const newWriteKeySchema = z.object({ id: z.uuid(), key: z.string() }).openapi('NewWriteKey');

export type NewWriteKey = z.infer<typeof newWriteKeySchema>;

export const arrivedEventSchema = z
  .object({
    messageId: z.string(),
    event: z.string(),
    userKey: z.string().nullable(),
    account: z
      .object({ id: z.uuid(), name: z.string() })
      .nullable()
      .openapi({ description: 'null while the account of the user is not known.' }),
    occurredAt: z.iso.datetime(),
    recordedAt: z.iso.datetime(),
    properties: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('ArrivedEvent');

export type ArrivedEvent = z.infer<typeof arrivedEventSchema>;
