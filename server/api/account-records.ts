import { createRoute, z } from '@hono/zod-openapi';
import { addContact, newContact } from '../accounts/by-hand/add-contact.ts';
import { changeContact, contactChange } from '../accounts/by-hand/change-contact.ts';
import { logInteraction, newInteraction } from '../accounts/by-hand/log-interaction.ts';
import { removeInteraction } from '../accounts/by-hand/remove-interaction.ts';
import { listContacts } from '../accounts/page/list-contacts.ts';
import { readTimeline, timelineQuery } from '../accounts/page/read-timeline.ts';
import { readUsage, usageQuery } from '../accounts/page/read-usage.ts';
import { removeTag, tagAccount } from '../accounts/tags/change-tags.ts';
import { contactSchema, timelineSchema, usageOverTimeSchema } from './contract/account.ts';
import { answers, answersNothing, body, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const organisation = '/api/organisations/{organisation}';
const path = `${organisation}/accounts/{id}`;
const tags = ['Accounts'];

const timeline = createRoute({
  method: 'get',
  path: `${path}/timeline`,
  tags,
  summary: 'What happened with an account, newest first',
  description: 'Pass `next` of an answer as `before` to go on.',
  request: { params: withIdPath, query: timelineQuery },
  responses: answers(200, timelineSchema, 'A page of the timeline.'),
});

const log = createRoute({
  method: 'post',
  path: `${path}/interactions`,
  tags,
  summary: 'Log an interaction; its action items become tasks',
  request: { params: withIdPath, body: body(newInteraction) },
  responses: answers(201, z.object({ id: z.uuid(), tasks: z.int() }), 'The interaction, and how many tasks it made.'),
});

const remove = createRoute({
  method: 'delete',
  path: `${organisation}/interactions/{id}`,
  tags,
  summary: 'Take back an interaction that was entered by hand',
  request: { params: withIdPath },
  responses: { ...answersNothing('It is gone, with its open action items.'), ...problems(409) },
});

const contacts = createRoute({
  method: 'get',
  path: `${path}/contacts`,
  tags,
  summary: 'List the contacts of an account',
  request: { params: withIdPath },
  responses: answers(200, z.object({ contacts: z.array(contactSchema) }), 'Those who matter most first.'),
});

const add = createRoute({
  method: 'post',
  path: `${path}/contacts`,
  tags,
  summary: 'Add a contact by hand',
  request: { params: withIdPath, body: body(newContact) },
  responses: { ...answers(201, z.object({ id: z.uuid() }), 'The contact.'), ...problems(409) },
});

const change = createRoute({
  method: 'patch',
  path: `${organisation}/contacts/{id}`,
  tags,
  summary: 'Change a contact: role, address, that they have left',
  request: { params: withIdPath, body: body(contactChange) },
  responses: answersNothing('The contact is changed.'),
});

const usage = createRoute({
  method: 'get',
  path: `${path}/usage`,
  tags,
  summary: 'How much an account used the product, by day or week',
  request: { params: withIdPath, query: usageQuery },
  responses: answers(200, usageOverTimeSchema, 'Days and weeks without use are left out.'),
});

const tagPath = withIdPath.extend({ tag: z.string().min(1).max(40) });

const addTag = createRoute({
  method: 'put',
  path: `${path}/tags/{tag}`,
  tags,
  summary: 'Tag an account',
  request: { params: tagPath, body: body(z.strictObject({})) },
  responses: answersNothing('It has the tag.'),
});

const dropTag = createRoute({
  method: 'delete',
  path: `${path}/tags/{tag}`,
  tags,
  summary: 'Take a tag off an account',
  request: { params: tagPath },
  responses: answersNothing('It is gone.'),
});

/** What happened with an account, and who is there: timeline, interactions, contacts, usage. */
export function accountRecordRoutes({ database }: Steward) {
  const routes = newRoutes();
  // The verb reads the query itself; here it has only been checked.
  routes.openapi(timeline, async (c) =>
    c.json(await readTimeline(database, c.get('actor'), c.req.valid('param').id, c.req.query()), 200),
  );
  routes.openapi(log, async (c) =>
    c.json(await logInteraction(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 201),
  );
  routes.openapi(remove, async (c) => {
    await removeInteraction(database, c.get('actor'), c.req.valid('param').id);
    return c.body(null, 204);
  });
  routes.openapi(contacts, async (c) =>
    c.json({ contacts: await listContacts(database, c.get('actor'), c.req.valid('param').id) }, 200),
  );
  routes.openapi(add, async (c) =>
    c.json(await addContact(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 201),
  );
  routes.openapi(change, async (c) => {
    await changeContact(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(addTag, async (c) => {
    const { id, tag } = c.req.valid('param');
    await tagAccount(database, c.get('actor'), id, tag);
    return c.body(null, 204);
  });
  routes.openapi(dropTag, async (c) => {
    const { id, tag } = c.req.valid('param');
    await removeTag(database, c.get('actor'), id, tag);
    return c.body(null, 204);
  });
  routes.openapi(usage, async (c) =>
    c.json(await readUsage(database, c.get('actor'), c.req.valid('param').id, c.req.valid('query')), 200),
  );
  return routes;
}
