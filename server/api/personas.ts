import { createRoute, z } from '@hono/zod-openapi';
import { changePersona } from '../personas/change-persona.ts';
import { createPersona } from '../personas/create-persona.ts';
import { newPersona, personaChange } from '../personas/persona.ts';
import { removePersona } from '../personas/remove-persona.ts';
import { listContactFields } from '../worklist/list-contact-fields.ts';
import { listPersonas } from '../worklist/list-personas.ts';
import { previewPersona } from '../worklist/preview-persona.ts';
import { writtenRule } from '../worklist/preview-rule.ts';
import { readPersona } from '../worklist/read-persona.ts';
import { listedPersonaSchema, personaPreviewSchema, personaSchema } from './contract/persona.ts';
import { ruleSignalSchema } from './contract/segment.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/personas';
const tags = ['Personas'];
const personaPath = inOrganisationPath.extend({ key: z.string().min(1).max(64) });

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List personas, with how many belong and who is past the cadence',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ personas: z.array(listedPersonaSchema) }), 'By name.'),
});

const create = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Add a persona: a rule over contacts, whose members are kept up to date',
  request: { params: inOrganisationPath, body: body(newPersona) },
  responses: { ...answers(201, z.object({ key: z.string() }), 'The persona.'), ...problems(409) },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{key}`,
  tags,
  summary: 'Read a persona: its rule in words, its members, who moved and why',
  request: { params: personaPath },
  responses: answers(
    200,
    personaSchema,
    'At most 200 members, those with whom nobody spoke for longest first, and the 200 latest moves.',
  ),
});

const change = createRoute({
  method: 'patch',
  path: `${path}/{key}`,
  tags,
  summary: 'Rename a persona, or change its rule or cadence',
  request: { params: personaPath, body: body(personaChange) },
  responses: answersNothing('It is changed, and so are its members.'),
});

const remove = createRoute({
  method: 'delete',
  path: `${path}/{key}`,
  tags,
  summary: 'Remove a persona with its history; its contacts are not touched',
  request: { params: personaPath },
  responses: { ...answersNothing('The persona is gone.'), ...problems(409) },
});

const preview = createRoute({
  method: 'post',
  path: '/api/organisations/{organisation}/persona-previews',
  tags,
  summary: 'Ask what a rule over contacts means and whom it finds; nothing is saved',
  request: { params: inOrganisationPath, body: body(writtenRule) },
  responses: answers(200, personaPreviewSchema, 'As of the last diagnosis; at most 20 contacts by name.'),
});

const fields = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/contact-fields',
  tags,
  summary: 'List the fields of contacts that the rules of personas may name',
  request: { params: inOrganisationPath },
  responses: answers(200, z.object({ fields: z.array(ruleSignalSchema) }), 'In the order of the catalogue.'),
});

export function personaRoutes({ database }: Steward) {
  const routes = newRoutes();
  routes.openapi(list, async (c) => c.json({ personas: await listPersonas(database, c.get('actor')) }, 200));
  routes.openapi(create, async (c) => c.json(await createPersona(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(read, async (c) => c.json(await readPersona(database, c.get('actor'), c.req.valid('param').key), 200));
  routes.openapi(change, async (c) => {
    await changePersona(database, c.get('actor'), c.req.valid('param').key, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(remove, async (c) => {
    await removePersona(database, c.get('actor'), c.req.valid('param').key);
    return c.body(null, 204);
  });
  routes.openapi(preview, async (c) =>
    c.json(await previewPersona(database, c.get('actor'), c.req.valid('json')), 200),
  );
  routes.openapi(fields, async (c) => c.json({ fields: await listContactFields(database, c.get('actor')) }, 200));
  return routes;
}
