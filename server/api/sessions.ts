import { createRoute, z } from '@hono/zod-openapi';
import { listSessions } from '../identity/list-sessions.ts';
import { revokeSession, revokeSessions } from '../identity/revoke-session.ts';
import { ownMember } from '../identity/session.ts';
import { signedInSchema } from './contract/session.ts';
import { answers, answersNothing, inOrganisationPath, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/sessions';
const tags = ['Session'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List where you are signed in',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ sessions: z.array(signedInSchema) }), 'Your sessions, last used first.'),
});

const revoke = createRoute({
  method: 'delete',
  path: `${path}/{session}`,
  tags,
  summary: 'End one of your sessions',
  request: { params: inOrganisationPath.extend({ session: z.string().max(100) }) },
  responses: answersNothing('The session has ended.'),
});

const revokeOthers = createRoute({
  method: 'delete',
  path,
  tags,
  summary: 'End all your sessions but this one',
  request: { params: inOrganisationPath },
  responses: answersNothing('The others have ended.'),
});

export function sessionListRoutes({ database }: Steward) {
  const routes = newRoutes();

  routes.openapi(list, async (c) => {
    const sessions = await listSessions(database, c.get('actor'));
    return c.json({ sessions: sessions.map((one) => ({ ...one, isThis: one.id === c.get('sessionId') })) }, 200);
  });

  routes.openapi(revoke, async (c) => {
    await revokeSession(database, c.get('actor'), c.req.valid('param').session);
    return c.body(null, 204);
  });

  routes.openapi(revokeOthers, async (c) => {
    const actor = c.get('actor');
    await revokeSessions(database, actor, { memberId: ownMember(actor), keep: c.get('sessionId') ?? null });
    return c.body(null, 204);
  });

  return routes;
}
