import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/api.ts';
import { auditOf } from '../../../test/audit.ts';
import { smallPlaybook } from '../../../test/small-playbook.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const path = '/api/organisations/acme/playbooks';
const text = (key: string, more = '') => `${smallPlaybook({ key, trigger: '{ when: "account.arr > 0" }' })}${more}`;
const publish = (json: unknown, as = api.world.maya) => api.call(`POST ${path}`, { as, json });
const read = async (key: string) =>
  (await (await api.call(`GET ${path}/${key}/draft`, { as: api.world.maya })).json()).draft;
const save = (key: string, document: string, revision: string | null, as = api.world.maya) =>
  api.call(`PUT ${path}/${key}/draft`, { as, json: { document, basedOn: 1, revision } });

test('what is written is kept with who wrote it, unfinished as it is, and the log hears of it once', async () => {
  await publish({ document: text('kept'), basedOn: 0 });
  expect(await read('kept')).toBeNull();
  const first = await (await save('kept', 'half a', null)).json();
  const second = await (await save('kept', 'half a sentence', first.revision)).json();
  expect(second).toMatchObject({ document: 'half a sentence', basedOn: 1, savedBy: 'Maya' });
  expect(second.revision).not.toBe(first.revision);
  expect(await read('kept')).toEqual(second);
  expect(await auditOf(api.steward.database, api.world.alice, 'playbook.draft_begun')).toHaveLength(1);
});

test('the library shows a draft to those who may write it', async () => {
  await publish({ document: text('begun'), basedOn: 0 });
  const shown = async (as: typeof api.world.maya) => {
    const { playbooks } = await (await api.call(`GET ${path}`, { as })).json();
    return playbooks.find(({ key }: { key: string }) => key === 'begun').hasDraft;
  };
  expect(await shown(api.world.maya)).toBe(false);
  await save('begun', 'Half.', null);
  expect(await shown(api.world.maya)).toBe(true);
  expect(await shown(api.world.carl)).toBe(false);
});

test('of two who write at once the second is told by name, and overwrites nothing', async () => {
  await publish({ document: text('both'), basedOn: 0 });
  const { revision } = await (await save('both', 'Begun.', null)).json();
  await save('both', 'Of Maya.', revision);
  const refused = await save('both', 'Of Alice.', revision, api.world.alice);
  expect(refused.status).toBe(409);
  expect((await refused.json()).detail).toContain('Maya has saved this draft');
  expect(await read('both')).toMatchObject({ document: 'Of Maya.' });
  const begun = await Promise.all(['One.', 'Two.'].map((words) => save('other', words, null)));
  expect(begun.map(({ status }) => status)).toEqual([404, 404]);
});

test('of two who begin at once one begins', async () => {
  await publish({ document: text('twins'), basedOn: 0 });
  const answers = await Promise.all(['One.', 'Two.'].map((words) => save('twins', words, null)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('published, it is no draft any more; what somebody else has written since stays', async () => {
  await publish({ document: text('done'), basedOn: 0 });
  const next = text('done', '\nMore.\n');
  const { revision } = await (await save('done', next, null)).json();
  expect((await publish({ document: next, basedOn: 1, draft: revision })).status).toBe(201);
  expect(await read('done')).toBeNull();
  expect((await save('done', 'Too late.', revision)).status).toBe(409);
  const begun = await (await save('done', 'Again.', null)).json();
  const newer = await (await save('done', 'Newer.', begun.revision)).json();
  await publish({ document: text('done'), basedOn: 2, draft: begun.revision });
  expect(await read('done')).toEqual(newer);
});

test('thrown away by who has seen it, and by nobody else', async () => {
  await publish({ document: text('gone'), basedOn: 0 });
  const { revision } = await (await save('gone', 'One.', null)).json();
  const discard = (seen: string, as = api.world.maya) => api.call(`DELETE ${path}/gone/draft?revision=${seen}`, { as });
  const newer = await (await save('gone', 'Two.', revision)).json();
  expect((await discard(revision)).status).toBe(409);
  expect((await discard(newer.revision, api.world.carl)).status).toBe(403);
  expect((await discard(newer.revision)).status).toBe(204);
  expect(await read('gone')).toBeNull();
  expect(await auditOf(api.steward.database, api.world.alice, 'playbook.draft_discarded')).toHaveLength(1);
});

test('a CSM neither reads nor writes drafts', async () => {
  await publish({ document: text('closed'), basedOn: 0 });
  expect((await save('closed', 'Mine.', null, api.world.carl)).status).toBe(403);
  expect((await api.call(`GET ${path}/closed/draft`, { as: api.world.carl })).status).toBe(403);
});
