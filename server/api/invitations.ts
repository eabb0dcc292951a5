import { createRoute, z } from '@hono/zod-openapi';
import { acceptance, acceptInvitation, readInvitation } from '../identity/accept-invitation.ts';
import { invitation, inviteMember } from '../identity/invite-member.ts';
import { limitAttempts } from '../identity/limit-attempts.ts';
import { listInvitations } from '../identity/list-invitations.ts';
import { revokeInvitation } from '../identity/revoke-invitation.ts';
import { newInvitationSchema, openInvitationSchema, pendingInvitationSchema } from './contract/member.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/invitations';
const tags = ['Members'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List the invitations that wait',
  request: { params: inOrganisationPath },
  responses: answers(
    200,
    z.object({ invitations: z.array(pendingInvitationSchema) }),
    'The invitations, newest first.',
  ),
});

const invite = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Invite a person by a link, sent by e-mail where Steward can send it',
  request: { params: inOrganisationPath, body: body(invitation) },
  responses: answers(201, newInvitationSchema, 'The invitation with its link, shown only now.'),
});

const revoke = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  tags,
  summary: 'Take an invitation back',
  request: { params: withIdPath },
  responses: answersNothing('The link does not work any more.'),
});

const token = z.object({ token: z.string().min(20).max(100) });

const open = createRoute({
  method: 'get',
  path: '/api/invitations/{token}',
  tags,
  summary: 'Read what an invitation link invites to',
  security: [],
  request: { params: token },
  responses: answers(200, openInvitationSchema, 'The invitation.'),
});

const accept = createRoute({
  method: 'post',
  path: '/api/invitations/{token}/acceptance',
  tags,
  summary: 'Accept an invitation',
  security: [],
  request: { params: token, body: body(acceptance) },
  responses: answers(201, z.object({ slug: z.string(), email: z.string() }), 'The person is a member and can sign in.'),
});

export function invitationRoutes({ database, signIn, config }: Steward) {
  const routes = newRoutes();
  const options = { publicUrl: config.publicUrl, canSendMail: config.smtpUrl !== undefined };

  routes.openapi(list, async (c) => c.json({ invitations: await listInvitations(database, c.get('actor')) }, 200));

  routes.openapi(invite, async (c) =>
    c.json(await inviteMember(database, c.get('actor'), c.req.valid('json'), options), 201),
  );

  routes.openapi(revoke, async (c) => {
    await revokeInvitation(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });

  routes.openapi(open, async (c) => c.json(await readInvitation(database, signIn, c.req.valid('param').token), 200));

  routes.openapi(accept, async (c) => {
    const subject = `invitation ${c.get('address')} ${c.req.valid('param').token}`;
    await limitAttempts(database.identity, { subject, attempts: 5, seconds: 60 });
    const signedIn = await signIn.whoIs(c.req.raw.headers);
    const joined = await acceptInvitation(database, signIn, c.req.valid('param').token, c.req.valid('json'), signedIn);
    return c.json(joined, 201);
  });

  return routes;
}
