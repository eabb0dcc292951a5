import { createRoute, z } from '@hono/zod-openapi';
import { changeMember, memberChange } from '../identity/change-member.ts';
import { listMembers } from '../identity/list-members.ts';
import { revokeSessions } from '../identity/revoke-session.ts';
import { memberSchema } from './contract/member.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/members';
const tags = ['Members'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List everybody of the organisation',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ members: z.array(memberSchema) }), 'The members, those who left last.'),
});

const change = createRoute({
  method: 'patch',
  path: `${path}/{id}`,
  tags,
  summary: 'Change a member: role, name, manager, morning e-mail, or that they left',
  request: { params: withIdPath, body: body(memberChange) },
  responses: answers(200, memberSchema, 'The member after the change.'),
});

const signOut = createRoute({
  method: 'delete',
  path: `${path}/{id}/sessions`,
  tags,
  summary: 'Sign a member out everywhere',
  request: { params: withIdPath },
  responses: answersNothing('All sessions of the member have ended.'),
});

export function memberRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ members: await listMembers(database, c.get('actor')) }, 200));
  routes.openapi(change, async (c) =>
    c.json(await changeMember(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
  );
  routes.openapi(signOut, async (c) => {
    await revokeSessions(database, c.get('actor'), { memberId: c.req.valid('param').id });
    return c.body(null, 204);
  });
  return routes;
}
