import { createMiddleware } from 'hono/factory';
import type { MemberActor } from '../context/actor.ts';
import { actorOfApiKey, actorOfMembership, membershipsOf } from '../identity/actor-of.ts';
import { touchApiKey } from '../identity/touch-api-key.ts';
import { notFound, problem } from '../lib/problem.ts';
import type { ApiEnv } from './routes.ts';
import type { Steward } from './steward.ts';

/**
 * Finds out who acts in the organisation of the path: by `Authorization: Bearer <api key>`, else by the session cookie. 401 without
 * either; 404 for an organisation the person is no member of, exactly as for one that does not exist. What they may do there is the verbs'
 * question; that they are a member, the policies of the database check again.
 */
export function authenticate(steward: Steward) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const slug = c.req.param('organisation') ?? '';
    const key = bearerIn(c.req.header('authorization'));
    c.set('actor', key === null ? await byCookie() : await byKey(key));
    await next();

    async function byKey(given: string): Promise<MemberActor> {
      const found = await actorOfApiKey(steward.database, given);
      if (!found) throw problem(401, 'This API key is not valid: it is unknown, revoked or expired.');
      if (found.slug !== slug) throw notFound('organisation');
      await touchApiKey(steward.database, found.actor, found.keyId);
      return found.actor;
    }

    async function byCookie(): Promise<MemberActor> {
      const person = await steward.signIn.whoIs(c.req.raw.headers);
      if (!person) throw problem(401, 'Sign in first, or send an API key as "Authorization: Bearer <key>".');
      c.set('sessionId', person.sessionId);
      const membership = (await membershipsOf(steward.database, person.userId)).find((one) => one.slug === slug);
      if (!membership) throw notFound('organisation');
      return actorOfMembership(membership);
    }
  });
}

function bearerIn(header: string | undefined): string | null {
  return header?.match(/^Bearer +(\S+)$/i)?.[1] ?? null;
}
