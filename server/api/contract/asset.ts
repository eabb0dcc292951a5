import { z } from '@hono/zod-openapi';

const contact = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  role: z.string().nullable(),
  title: z.string().nullable(),
});

export const openAssetSchema = z
  .object({
    key: z.string(),
    title: z.string(),
    kind: z.string(),
    subject: z.string().nullable(),
    text: z.string().openapi({ description: 'Markdown. What has no value is said in brackets.' }),
    missing: z.array(z.string()).openapi({ description: 'In words, what had no value.' }),
    contact: contact.nullable(),
    contacts: z.array(contact),
  })
  .openapi('Asset');

export type OpenAsset = z.infer<typeof openAssetSchema>;
