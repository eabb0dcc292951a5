import { createRoute, z } from '@hono/zod-openapi';
import { accountChange, changeAccount } from '../accounts/by-hand/change-account.ts';
import { changeTeam, TEAM_ROLES, teamChange } from '../accounts/by-hand/change-team.ts';
import { createAccount, newAccount } from '../accounts/by-hand/create-account.ts';
import { accountListing, listAccounts } from '../accounts/list/list-accounts.ts';
import { readFacets } from '../accounts/list/read-facets.ts';
import { readAccount } from '../accounts/page/read-account.ts';
import { readAccountOutlook } from '../worklist/account-outlook.ts';
import { readSignalsPage } from '../worklist/account-signals.ts';
import {
  accountFacetsSchema,
  accountListSchema,
  accountOutlookSchema,
  accountSchema,
  signalsPageSchema,
} from './contract/account.ts';
import { answers, answersNothing, body, inOrganisationPath, newRoutes, problems, withIdPath } from './routes.ts';
import type { Steward } from './steward.ts';

const path = '/api/organisations/{organisation}/accounts';
const tags = ['Accounts'];

const list = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'List accounts: filtered, sorted, a page at a time',
  request: { params: inOrganisationPath, query: accountListing },
  responses: answers(200, accountListSchema, 'A page of accounts.'),
});

const facets = createRoute({
  method: 'get',
  path: '/api/organisations/{organisation}/account-facets',
  tags,
  summary: 'What accounts can be narrowed by: segments, tiers and CSMs with their numbers',
  request: { params: inOrganisationPath },
  responses: answers(200, accountFacetsSchema, 'The values that accounts have.'),
});

const create = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Make an account by hand',
  request: { params: inOrganisationPath, body: body(newAccount) },
  responses: { ...answers(201, z.object({ id: z.uuid() }), 'The account.'), ...problems(409) },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{id}`,
  tags,
  summary: 'Read an account: who they are, what they pay, who looks after them, how they are',
  request: { params: withIdPath },
  responses: answers(200, accountSchema, 'The account.'),
});

const change = createRoute({
  method: 'patch',
  path: `${path}/{id}`,
  tags,
  summary: 'Change fields of an account from now on',
  request: { params: withIdPath, body: body(accountChange) },
  responses: answersNothing('The fields are changed; what they were is kept.'),
});

const team = createRoute({
  method: 'put',
  path: `${path}/{id}/team/{role}`,
  tags,
  summary: 'Give a role in the account team to a member, or to nobody',
  request: { params: withIdPath.extend({ role: z.enum(TEAM_ROLES) }), body: body(teamChange) },
  responses: { ...answersNothing('They have the role from now on.'), ...problems(409) },
});

const outlook = createRoute({
  method: 'get',
  path: `${path}/{id}/outlook`,
  tags,
  summary: 'What comes next for an account, and what was held back and why',
  request: { params: withIdPath },
  responses: answers(200, accountOutlookSchema, 'Open tasks, and what the last diagnosis held back.'),
});

const signals = createRoute({
  method: 'get',
  path: `${path}/{id}/signals`,
  tags,
  summary: 'Read every signal of an account and its health, explained',
  request: { params: withIdPath, query: z.object({ asOf: z.iso.date().optional() }) },
  responses: answers(200, signalsPageSchema, 'As of the morning of a day; by default with what is known now.'),
});

export function accountRoutes({ database }: Steward) {
  const routes = newRoutes();
  // The verb reads the query itself; here it has only been checked.
  routes.openapi(list, async (c) => c.json(await listAccounts(database, c.get('actor'), c.req.query()), 200));
  routes.openapi(facets, async (c) => c.json(await readFacets(database, c.get('actor')), 200));
  routes.openapi(create, async (c) => c.json(await createAccount(database, c.get('actor'), c.req.valid('json')), 201));
  routes.openapi(read, async (c) => c.json(await readAccount(database, c.get('actor'), c.req.valid('param').id), 200));
  routes.openapi(change, async (c) => {
    await changeAccount(database, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(team, async (c) => {
    const { id, role } = c.req.valid('param');
    await changeTeam(database, c.get('actor'), { accountId: id, role }, c.req.valid('json'));
    return c.body(null, 204);
  });
  routes.openapi(outlook, async (c) =>
    c.json(await readAccountOutlook(database, c.get('actor'), c.req.valid('param').id), 200),
  );
  routes.openapi(signals, async (c) =>
    c.json(await readSignalsPage(database, c.get('actor'), c.req.valid('param').id, c.req.valid('query').asOf), 200),
  );
  return routes;
}
