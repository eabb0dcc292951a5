import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import { smallPlaybook } from '../../test/small-playbook.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api.close());

const path = '/api/organisations/acme';
const trigger = '{ when: "account.arr > 0" }';
const document = (key: string, more = '') => `${smallPlaybook({ key, trigger })}${more}`;
const publish = (json: unknown, as = api.world.maya) => api.call(`POST ${path}/playbooks`, { as, json });

test('a manager adds a playbook, edits it, and each version is kept with its reason', async () => {
  const added = await publish({ document: document('own'), basedOn: 0, reason: 'We need it.' });
  expect(added.status).toBe(201);
  expect(await added.json()).toMatchObject({ key: 'own', version: 1, state: 'created' });
  const text = document('own', '\nAnd look twice.\n');
  expect(await (await publish({ document: text, basedOn: 1 })).json()).toMatchObject({ version: 2, state: 'updated' });
  const read = await (await api.call(`GET ${path}/playbooks/own`, { as: api.world.carl })).json();
  expect(read).toMatchObject({ version: 2, document: text });
  expect(await auditOf(api.steward.database, api.world.alice, 'playbook.published')).toMatchObject([
    { actor_name: 'Maya', after: { version: 1 } },
    { actor_name: 'Maya', before: { version: 1 }, after: { version: 2 } },
  ]);
});

test('of two who edit the same version one publishes, and the other is told and replaces nothing', async () => {
  await publish({ document: document('both'), basedOn: 0 });
  const answers = await Promise.all(
    ['One.', 'Two.'].map((words) => publish({ document: document('both', words), basedOn: 1 })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  const refused = await answers.find(({ status }) => status === 409)!.json();
  expect(refused.detail).toContain('Somebody has published version 2');
});

test('a new playbook does not take the key of another', async () => {
  const answers = await Promise.all([1, 2].map((n) => publish({ document: document('twin', `${n}`), basedOn: 0 })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test('two that would start each other are not let in side by side', async () => {
  const starts = (key: string, other: string) =>
    document(key).replace(
      'due: 24h }\n',
      `due: 24h }\n  - { id: go, title: Go, do: start_playbook, with: { playbook: ${other} } }\n`,
    );
  await publish({ document: document('left'), basedOn: 0 });
  await publish({ document: document('right'), basedOn: 0 });
  const answers = await Promise.all([
    publish({ document: starts('left', 'right') }),
    publish({ document: starts('right', 'left') }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
});

test('what cannot run is refused with line and mend, and asked for beforehand nothing is saved', async () => {
  const wrong = document('wrong').replace('owner: csm, due', 'owner: cmo, due');
  const refused = await publish({ document: wrong });
  expect(refused.status).toBe(422);
  const { details } = await refused.json();
  expect(details).toEqual([
    { at: 'line 11', problem: expect.stringMatching(/cmo/), mend: expect.stringMatching(/^Write one of csm/) },
  ]);
  const check = async (text: string) =>
    (await api.call(`POST ${path}/playbook-checks`, { as: api.world.maya, json: { document: text } })).json();
  expect(await check(wrong)).toMatchObject({
    key: 'wrong',
    replaces: null,
    findings: [{ line: 11, severity: 'error', mend: details[0].mend }],
  });
  expect(await check(document('own', 'More.'))).toMatchObject({ replaces: { title: 'Test own', openRuns: 0 } });
  expect(await check('nothing of the kind')).toMatchObject({ key: null, title: null });
  expect((await api.call(`GET ${path}/playbooks/wrong`, { as: api.world.carl })).status).toBe(404);
});

test('a CSM does not publish', async () => {
  expect((await publish({ document: document('mine') }, api.world.carl)).status).toBe(403);
});

test('whom a document would start for is asked by those who publish, and nothing is kept of it', async () => {
  const ask = (as: typeof api.world.maya) =>
    api.call(`POST ${path}/playbook-forecasts`, { as, json: { document: document('asked') } });
  expect(await (await ask(api.world.maya)).json()).toMatchObject({ asOf: null, isForeseeable: true, change: null });
  expect((await ask(api.world.carl)).status).toBe(403);
  expect((await api.call(`GET ${path}/playbooks/asked`, { as: api.world.maya })).status).toBe(404);
});

test('each version is there with who published it and why, to be read and held against another', async () => {
  const [first, second] = [document('kept'), document('kept', '\nMore.\n')];
  await publish({ document: first, basedOn: 0, reason: 'A beginning.' });
  await publish({ document: second, basedOn: 1 });
  const carl = { as: api.world.carl };
  const at = `${path}/playbooks/kept`;
  const { versions } = await (await api.call(`GET ${at}/versions`, carl)).json();
  expect(versions).toMatchObject([
    { version: 2, isCurrent: true, publishedBy: 'Maya', reason: null, openRuns: 0 },
    { version: 1, isCurrent: false, publishedBy: 'Maya', reason: 'A beginning.' },
  ]);
  expect(await (await api.call(`GET ${at}/versions/1`, carl)).json()).toMatchObject({ version: 1, document: first });
  expect((await api.call(`GET ${at}/versions/3`, carl)).status).toBe(404);
  expect((await api.call(`GET ${path}/playbooks/nowhere/versions`, carl)).status).toBe(404);
  const changed = async (json: object) => {
    const { lines } = await (await api.call(`POST ${at}/comparisons`, { ...carl, json })).json();
    return lines.filter(({ kind }: { kind: string }) => kind !== 'same');
  };
  expect(await changed({ from: 1, to: 2 })).toEqual([
    { kind: 'added', text: 'More.' },
    { kind: 'added', text: '' },
  ]);
  expect(await changed({ from: 2, document: second })).toEqual([]);
  expect((await api.call(`POST ${at}/comparisons`, { ...carl, json: { from: 1 } })).status).toBe(400);
});
