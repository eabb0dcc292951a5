import { createRoute, z } from '@hono/zod-openapi';
import { webhookSecret } from '../automations/call-webhook.ts';
import { listAutomations } from '../automations/list-automations.ts';
import { readRunFile } from '../automations/read-run-file.ts';
import { resumeAutomation } from '../automations/resume-automation.ts';
import { mayI } from '../context/permission.ts';
import { automationSchema } from './contract/automation.ts';
import { answers, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const organisation = '/api/organisations/{organisation}';
const tags = ['Automations'];

const list = createRoute({
  method: 'get',
  path: `${organisation}/automations`,
  tags,
  summary: 'List the steps that Steward performs by itself, paused ones first',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ automations: z.array(automationSchema) }), 'The automations.'),
});

const resume = createRoute({
  method: 'post',
  path: `${organisation}/automations/{playbook}/{step}/resumption`,
  tags,
  summary: 'Let a paused automation go on; steps that were held are performed now',
  request: {
    params: inOrganisationPath.extend({ playbook: z.string().min(1).max(64), step: z.string().min(1).max(64) }),
    body: body(z.strictObject({})),
  },
  responses: { ...answers(200, z.object({ held: z.int() }), 'How many steps were held.'), ...problems(404) },
});

const secret = createRoute({
  method: 'get',
  path: `${organisation}/webhook-secret`,
  tags,
  summary: 'Read the secret with which webhooks are signed',
  request: { params: inOrganisationPath },
  responses: answers(
    200,
    z.object({ secret: z.string() }),
    'Steward-Signature holds t, a time in seconds, and v1: HMAC-SHA256 of "<t>.<body>" with this secret, in hexadecimal.',
  ),
});

const file = createRoute({
  method: 'get',
  path: `${organisation}/runs/{id}/files/{file}`,
  tags: ['Runs'],
  summary: 'Take a file that a run has made, such as a calendar event',
  request: { params: withIdPath.extend({ file: z.uuid() }) },
  responses: {
    200: { description: 'The file.', content: { 'text/calendar': { schema: z.string() } } },
    ...problems(404),
  },
});

export function automationRoutes({ database, config }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ automations: await listAutomations(database, c.get('actor')) }, 200));
  routes.openapi(resume, async (c) => {
    const { playbook, step } = c.req.valid('param');
    return c.json({ held: await resumeAutomation(database, c.get('actor'), playbook, step) }, 200);
  });
  routes.openapi(secret, (c) => {
    const actor = c.get('actor');
    mayI(actor, 'manage_organisation');
    return c.json({ secret: webhookSecret(config.secret, actor.organisationId) }, 200);
  });
  routes.openapi(file, async (c) => {
    const { id, file: fileId } = c.req.valid('param');
    const { name, contentType, content } = await readRunFile(database, c.get('actor'), id, fileId);
    return c.body(content, 200, {
      'content-type': `${contentType}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
    }) as never;
  });
  return routes;
}
