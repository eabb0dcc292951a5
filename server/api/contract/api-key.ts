import { z } from '@hono/zod-openapi';

const scope = z.enum(['read', 'write', 'admin']);

export const apiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().openapi({ description: 'The first characters, to recognise it by.' }),
    scopes: z.array(scope),
    memberId: z.uuid(),
    memberName: z.string(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable().openapi({ description: 'To the nearest five minutes.' }),
  })
  .openapi('ApiKey');

export type ApiKey = z.infer<typeof apiKeySchema>;

/** A key just made: the only time that it is shown. */
export const newApiKeySchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    scopes: z.array(scope),
    expiresAt: z.iso.datetime().nullable(),
    key: z.string(),
  })
  .openapi('NewApiKey');

export type NewApiKey = z.infer<typeof newApiKeySchema>;
