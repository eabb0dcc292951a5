import { createRoute } from '@hono/zod-openapi';
import { membershipsOf } from '../identity/actor-of.ts';
import { limitAttempts } from '../identity/limit-attempts.ts';
import { newPassword, setPassword } from '../identity/set-password.ts';
import type { SignedIn } from '../identity/sign-in.ts';
import { problem } from '../lib/problem.ts';
import { sessionSchema } from './contract/session.ts';
import { answers, answersNothing, body, newRoutes } from './routes.ts';
import type { Steward } from './steward.ts';

const security = [{ session: [] }];

const read = createRoute({
  method: 'get',
  path: '/api/session',
  tags: ['Session'],
  summary: 'Who is signed in, and in which organisations',
  security,
  responses: answers(200, sessionSchema, 'The person and their memberships.'),
});

const password = createRoute({
  method: 'put',
  path: '/api/session/password',
  tags: ['Session'],
  summary: 'Set your password; your other sessions end',
  security,
  request: { body: body(newPassword) },
  responses: answersNothing('The password is set.'),
});

/** The person behind the cookie, in no organisation in particular. Sign-in and sign-out themselves are /api/auth/sign-in/email and /sign-out. */
export function sessionRoutes({ database, signIn }: Steward) {
  const routes = newRoutes();
  const person = async (headers: Headers): Promise<SignedIn> => {
    const found = await signIn.whoIs(headers);
    if (!found) throw problem(401, 'Nobody is signed in.');
    return found;
  };

  routes.openapi(read, async (c) => {
    const { userId, name, email } = await person(c.req.raw.headers);
    const memberships = await membershipsOf(database, userId);
    const user = { name, email, hasPassword: await signIn.hasPassword(userId) };
    return c.json(
      {
        user,
        memberships: memberships.map(({ memberName, organisationId: _, ...one }) => ({ ...one, name: memberName })),
      },
      200,
    );
  });

  routes.openapi(password, async (c) => {
    const who = await person(c.req.raw.headers);
    await limitAttempts(database.identity, { subject: `password ${who.userId}`, attempts: 5, seconds: 60 });
    await setPassword(database, signIn, who, c.req.valid('json'));
    return c.body(null, 204);
  });

  return routes;
}
