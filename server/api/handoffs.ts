import { createRoute, z } from '@hono/zod-openapi';
import { acceptHandoff } from '../handoffs/accept-handoff.ts';
import { briefQuery, draftBrief } from '../handoffs/draft-brief.ts';
import { listHandoffs, readHandoff } from '../handoffs/list-handoffs.ts';
import { listUncarried } from '../handoffs/list-uncarried.ts';
import { nextOffer, offerAgain } from '../handoffs/offer-again.ts';
import { handoffOffer, offerHandoff } from '../handoffs/offer-handoff.ts';
import { handoffReturn, returnHandoff } from '../handoffs/return-handoff.ts';
import { handoffWithdrawal, withdrawHandoff } from '../handoffs/withdraw-handoff.ts';
import { draftBriefSchema, handoffSchema, uncarriedSchema } from './contract/handoff.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/handoffs';
const tags = ['Handoffs'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List handoffs, those that wait longest first',
  request: {
    params: inOrganisationPath,
    query: z.object({
      state: z.enum(['open', 'settled']).optional(),
      account: z.uuid().optional(),
      run: z.uuid().optional(),
      member: z.uuid().optional().openapi({ description: 'Given by them, or offered to them.' }),
    }),
  },
  responses: answers(200, z.object({ handoffs: z.array(handoffSchema) }), 'At most 200.'),
});

const offer = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Offer something of an account to a colleague',
  request: { params: inOrganisationPath, body: body(handoffOffer) },
  responses: { ...answers(201, z.object({ id: z.uuid() }), 'It is offered.'), ...problems(409) },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'Read a handoff with its brief and its history',
  request: { params: withIdPath },
  responses: answers(200, handoffSchema, 'The handoff.'),
});

const accept = createRoute({
  method: 'post',
  path: `${path}/{id}/acceptance`,
  tags,
  summary: 'Accept a handoff: from now on it is yours',
  request: { params: withIdPath },
  responses: { ...answersNothing('It is accepted.'), ...problems(409) },
});

const giveBack = createRoute({
  method: 'post',
  path: `${path}/{id}/return`,
  tags,
  summary: 'Return a handoff with the gaps named',
  request: { params: withIdPath, body: body(handoffReturn) },
  responses: { ...answersNothing('It is with its giver again.'), ...problems(409) },
});

const again = createRoute({
  method: 'post',
  path: `${path}/{id}/offers`,
  tags,
  summary: 'Offer a handoff again that came back',
  request: { params: withIdPath, body: body(nextOffer) },
  responses: { ...answersNothing('It is offered again.'), ...problems(409) },
});

const withdraw = createRoute({
  method: 'post',
  path: `${path}/{id}/withdrawal`,
  tags,
  summary: 'Take back a handoff that was offered by hand',
  request: { params: withIdPath, body: body(handoffWithdrawal) },
  responses: { ...answersNothing('It is withdrawn.'), ...problems(409) },
});

const brief = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/handoff-brief',
  tags,
  summary: 'Fill in the brief of a handoff for an account, for the giver to finish',
  request: { params: inOrganisationPath, query: briefQuery },
  responses: answers(200, draftBriefSchema, 'The brief, and to whom it would go.'),
});

const uncarried = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/uncarried',
  tags,
  summary: 'List what nobody carries; empty is how it should be',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ uncarried: z.array(uncarriedSchema) }), 'With the reason for each.'),
});

export function handoffRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => {
    const { state, account, run, member } = c.req.valid('query');
    const filter = { open: state && state === 'open', accountId: account, runId: run, memberId: member };
    return c.json({ handoffs: await listHandoffs(database, c.get('actor'), filter) }, 200);
  });
  routes.openapi(offer, async (c) => c.json(await offerHandoff(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(read, async (c) => c.json(await readHandoff(database, c.get('actor'), c.req.valid('param').id), 200));
  routes.openapi(accept, async (c) => {
    await acceptHandoff(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  routes.openapi(giveBack, async (c) => {
    await returnHandoff(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(again, async (c) => {
    await offerAgain(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(withdraw, async (c) => {
    await withdrawHandoff(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(brief, async (c) => c.json(await draftBrief(database, c.get('actor'), c.req.valid('query')), 200));
  routes.openapi(uncarried, async (c) => c.json({ uncarried: await listUncarried(database, c.get('actor')) }, 200));
  return routes;
}
