import { afterAll, beforeAll, expect, test } from 'vitest';
import { riskPlaybook } from '../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { listAllHeldBack } from './list-all-held-back.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  await runs.publish({ ...riskPlaybook, playbook: 'other', title: 'Other' });
  const hold = async (name: string, playbook: string, reason: string) => {
    const { id } = await runs.anAccount(name);
    await runs.inAcme((tx) =>
      tx.execute(
        `insert into situation_held_back (organisation_id, account_id, playbook_key, reason, detail, until, as_of)
         values ($1, $2, $3, $4, 'in words', '2026-03-10', '2026-03-01')`,
        [tx.organisationId, id, playbook, reason],
      ),
    );
  };
  await hold('Alder', riskPlaybook.playbook, 'cooldown');
  await hold('Birch', riskPlaybook.playbook, 'cap');
  await hold('Cedar', 'other', 'cooldown');
});
afterAll(() => runs.close());

const list = (filter: Parameters<typeof listAllHeldBack>[2]) =>
  listAllHeldBack(runs.database, runs.world.vic.actor, filter);

test('everything that is held back stands in one list, with the reason, counted by reason and by playbook', async () => {
  const { held, reasons, playbooks, total } = await list({});
  expect(total).toBe(3);
  expect(reasons).toEqual([
    { reason: 'cooldown', count: 2 },
    { reason: 'cap', count: 1 },
  ]);
  expect(playbooks).toEqual([
    { key: riskPlaybook.playbook, title: riskPlaybook.title, count: 2 },
    { key: 'other', title: 'Other', count: 1 },
  ]);
  expect(held.map(({ account }) => account.name)).toEqual(['Alder', 'Birch', 'Cedar']);
  expect(held[0]).toMatchObject({ reason: 'cooldown', detail: 'in words', until: '2026-03-10', asOf: '2026-03-01' });
});

test('it is filtered by reason, playbook and CSM, and the counts stay those of all', async () => {
  const cooling = await list({ reason: 'cooldown', playbook: 'other' });
  expect(cooling.held.map(({ account }) => account.name)).toEqual(['Cedar']);
  expect([cooling.total, cooling.reasons.length]).toEqual([1, 2]);
  const { carl, ann } = runs.world;
  expect((await list({ csm: carl.actor.memberId })).total).toBe(3);
  expect(await list({ csm: ann.actor.memberId })).toEqual({ held: [], reasons: [], playbooks: [], total: 0 });
});

test('of another organisation nobody sees anything', async () => {
  expect((await listAllHeldBack(runs.database, runs.world.mallory.actor, {})).total).toBe(0);
});
