import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { limitAttempts } from '../identity/limit-attempts.ts';
import { notFound } from '../lib/problem.ts';
import { createCalendarFeed, listCalendarFeeds, revokeCalendarFeed } from '../worklist/calendar/calendar-feeds.ts';
import { readCalendar } from '../worklist/calendar/read-calendar.ts';
import { calendarFeedSchema, newCalendarFeedSchema } from './contract/calendar-feed.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/calendar-feeds';
const tags = ['My day'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List your calendar links',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ feeds: z.array(calendarFeedSchema) }), 'Those that work.'),
});

const create = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Make a link at which your calendar reads your tasks and meetings',
  request: { params: inOrganisationPath, body: body(z.strictObject({})) },
  responses: { ...answers(201, newCalendarFeedSchema, 'The link, shown this once.'), ...problems(409) },
});

const revoke = createRoute({
  method: 'delete',
  path: `${path}/{id}`,
  tags,
  summary: 'End a calendar link',
  request: { params: withIdPath },
  responses: answersNothing('Calendars that have it get nothing from now on.'),
});

/** Calendars ask every few minutes at most; who guesses asks more often. */
const ASKS = { attempts: 60, seconds: 60 };

/** A member's links, and the calendar that stands behind each, for programs that cannot sign in. */
export function calendarFeedRoutes({ database, config }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) =>
    c.json({ feeds: (await listCalendarFeeds(database, c.get('actor'))).map(said) }, 200),
  );
  routes.openapi(create, async (c) => {
    const { token, ...feed } = await createCalendarFeed(database, c.get('actor'));
    return c.json({ ...said(feed), link: `${config.publicUrl}/calendar/${token}.ics` }, 201);
  });
  routes.openapi(revoke, async (c) => {
    await revokeCalendarFeed(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });

  routes.get('/calendar/:file', async (c) => {
    await limitAttempts(database.identity, { subject: `calendar ${c.get('address')}`, ...ASKS });
    const [, token] = /^(cal_[\w-]{20,60})\.ics$/.exec(c.req.param('file')) ?? [];
    if (!token) throw notFound('page');
    const calendar = await readCalendar(database, config.publicUrl, token);
    const tag = `"${createHash('sha256').update(calendar).digest('base64url').slice(0, 22)}"`;
    c.header('ETag', tag);
    c.header('Cache-Control', 'private, no-cache');
    if (c.req.header('if-none-match') === tag) return c.body(null, 304);
    return c.body(calendar, 200, { 'Content-Type': 'text/calendar; charset=utf-8' });
  });
  return routes;
}

function said({ id, createdAt, lastReadAt }: { id: string; createdAt: Date; lastReadAt: Date | null }) {
  return { id, createdAt: createdAt.toISOString(), lastReadAt: lastReadAt?.toISOString() ?? null };
}
