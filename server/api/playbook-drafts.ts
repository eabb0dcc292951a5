import { createRoute, z } from '@hono/zod-openapi';
import { discardDraft, seenDraft } from '../playbooks/drafts/discard-draft.ts';
import { writtenDraft } from '../playbooks/drafts/draft.ts';
import { readDraft } from '../playbooks/drafts/read-draft.ts';
import { saveDraft } from '../playbooks/drafts/save-draft.ts';
import { playbookDraftSchema } from './contract/playbook-draft.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/playbooks/{key}/draft';
const tags = ['Playbooks'];
const playbookPath = inOrganisationPath.extend({ key: z.string().min(1).max(64) });

const read = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'Read what is being written of a playbook, before it is published',
  request: { params: playbookPath },
  responses: answers(200, z.object({ draft: playbookDraftSchema.nullable() }), 'Null when nothing is.'),
});

const save = createRoute({
  method: 'put',
  path,
  tags,
  summary: 'Keep what is being written of a playbook; nothing runs by it',
  request: { params: playbookPath, body: body(writtenDraft) },
  responses: { ...answers(200, playbookDraftSchema, 'The draft with its new revision.'), ...problems(409) },
});

const discard = createRoute({
  method: 'delete',
  path,
  tags,
  summary: 'Throw away what is being written of a playbook',
  request: { params: playbookPath, query: seenDraft },
  responses: { ...answersNothing('It is gone. What runs stays as it is.'), ...problems(409) },
});

export function playbookDraftRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(read, async (c) =>
    c.json({ draft: await readDraft(database, c.get('actor'), c.req.valid('param').key) }, 200),
  );
  routes.openapi(save, async (c) =>
    c.json(await saveDraft(database, c.get('actor'), c.req.valid('param').key, c.req.valid('json')), 200),
  );
  routes.openapi(discard, async (c) => {
    await discardDraft(database, c.get('actor'), c.req.valid('param').key, c.req.valid('query'));
    return c.body(null, 204);
  });
  return routes;
}
