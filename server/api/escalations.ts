import { createRoute, z } from '@hono/zod-openapi';
import {
  acknowledgement,
  answerConsent,
  confirmation,
  consentAnswer,
  escalationNote,
  escalationReopening,
  giveEscalation,
  moveByHand,
  nextStep,
  ownerChange,
  raising,
  resolution,
  review,
} from '../escalations/move-by-hand.ts';
import { levelNumber, newEscalationInput, openEscalation } from '../escalations/open-escalation.ts';
import { customerMessage, tellCustomer } from '../escalations/tell-customer.ts';
import { listEscalations } from '../worklist/list-escalations.ts';
import { readEscalation } from '../worklist/read-escalation.ts';
import {
  escalationInListSchema,
  escalationPositionSchema,
  escalationSchema,
  openedEscalationSchema,
} from './contract/escalation.ts';
import { answers, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/escalations';
const tags = ['Escalations'];
const nothing = z.strictObject({});

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'The register of escalations: what is open first, the highest level first',
  request: {
    params: inOrganisationPath,
    query: z.object({
      status: z.enum(['open', 'resolved', 'closed']).optional(),
      level: z.coerce.number().pipe(levelNumber).optional(),
      owner: z.uuid().optional(),
      account: z.uuid().optional(),
      run: z.uuid().optional(),
    }),
  },
  responses: answers(200, z.object({ escalations: z.array(escalationInListSchema) }), 'At most 500.'),
});

const open = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Escalate a matter of an account by hand; a second time it joins the thread that is there',
  request: { params: inOrganisationPath, body: body(newEscalationInput) },
  responses: { ...answers(201, openedEscalationSchema, 'The thread of the matter.'), ...problems(409) },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'Read an escalation: where it stands, who carries it until when, what happened',
  request: { params: withIdPath },
  responses: answers(200, escalationSchema, 'The escalation.'),
});

/** A route that moves an escalation: `what` is the noun in its path. */
function moving<Schema extends z.ZodType>(method: 'post' | 'put', what: string, summary: string, schema: Schema) {
  return createRoute({
    method,
    path: `${path}/{id}/${what}`,
    tags,
    summary,
    request: { params: withIdPath, body: body(schema) },
    responses: { ...answers(200, escalationPositionSchema, 'Where it stands now.'), ...problems(409) },
  });
}

const acknowledge = moving(
  'post',
  'acknowledgement',
  'Say that one is at it: stops the clock for a while',
  acknowledgement,
);
const raise = moving('post', 'raising', 'Raise it; to a level that needs consent, consent is asked for', raising);
const consent = moving('post', 'consent', 'Give or refuse the consent that is waited for', consentAnswer);
const setNextStep = moving('put', 'next-step', 'Say what happens next', nextStep);
const give = moving('put', 'owner', 'Give it to another member', ownerChange);
const note = moving('post', 'notes', 'Add a note to its log', escalationNote);
const tell = moving('post', 'messages', 'Write to the customer about it, as edited', customerMessage);
const resolve = moving('post', 'resolution', 'Resolve it, with the steps taken', resolution);
const confirm = moving('post', 'confirmation', 'Record what the customer says to the resolution', confirmation);
const reopen = moving('post', 'reopening', 'Open it again', escalationReopening);
const reviewIt = moving('post', 'review', 'Review it: what was learned, what should change', review);
const close = moving('post', 'closure', 'Close it, after confirmation and review', nothing);

export function escalationRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => {
    const { owner, account, run, ...rest } = c.req.valid('query');
    const filter = { ...rest, ownerId: owner, accountId: account, runId: run };
    return c.json({ escalations: await listEscalations(database, c.get('actor'), filter) }, 200);
  });
  routes.openapi(open, async (c) => c.json(await openEscalation(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(read, async (c) =>
    c.json(await readEscalation(database, c.get('actor'), c.req.valid('param').id), 200),
  );
  routes.openapi(acknowledge, async (c) => {
    const happening = { kind: 'acknowledged', note: c.req.valid('json').note || null } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(raise, async (c) => {
    const happening = { kind: 'raised', ...c.req.valid('json') } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(consent, async (c) =>
    c.json(await answerConsent(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(setNextStep, async (c) => {
    const happening = { kind: 'next_step_set', ...c.req.valid('json') } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(give, async (c) =>
    c.json(await giveEscalation(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(note, async (c) => {
    const happening = { kind: 'note_added', ...c.req.valid('json') } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(tell, async (c) =>
    c.json(await tellCustomer(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(resolve, async (c) => {
    const happening = { kind: 'resolved', ...c.req.valid('json') } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(confirm, async (c) => {
    const { answer, who, note: said } = c.req.valid('json');
    const happening = { kind: 'customer_answered', answer, who: who || null, note: said || null } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(reopen, async (c) => {
    const happening = { kind: 'reopened', ...c.req.valid('json') } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(reviewIt, async (c) => {
    const { lessons, change } = c.req.valid('json');
    const happening = { kind: 'reviewed', lessons, change: change || null } as const;
    return c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, happening), 200);
  });
  routes.openapi(close, async (c) =>
    c.json(await moveByHand(database, c.get('actor'), c.req.valid('param').id, { kind: 'closed' }), 200),
  );
  return routes;
}
