import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { auditOf } from '../../test/audit.ts';
import { smallPlaybook } from '../../test/small-playbook.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import { publishPlaybook } from '../playbooks/publish-playbook.ts';
import { bringBackPlaybook, retirePlaybook } from '../playbooks/retire-playbook.ts';
import { clearRetired } from './clear-retired.ts';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
  await work((tx) => publishPlaybook(tx, smallPlaybook({ trigger: '{ when: "account.arr > 0" }' })));
});
afterAll(() => api.close());

const work = <Result>(does: (tx: Transaction) => Promise<Result>) =>
  inOrganisation(api.steward.database, systemActor(api.world.acme.id), does);
const states = () =>
  work(async (tx) => {
    const rows = await tx.query<{ state: string }>(
      'select state from situation where organisation_id = $1 order by state',
      [tx.organisationId],
    );
    return rows.map(({ state }) => state);
  });
let slots = 0;
/** An account with an open situation, and a run of it if it is worked on. */
const aSituation = (isWorkedOn: boolean) =>
  work(async (tx) => {
    const [account, situation] = [randomUUID(), randomUUID()];
    await tx.execute(`insert into account (organisation_id, id, slot, name) values ($1, $2, $3, 'Borealis')`, [
      tx.organisationId,
      account,
      slots++,
    ]);
    await tx.execute(
      `insert into situation (organisation_id, id, account_id, playbook_key, playbook_version, trigger_kind, headline, evidence, opened_on)
       values ($1, $2, $3, 'test', 1, 'condition', 'It is so', '[]', '2026-03-01')`,
      [tx.organisationId, situation, account],
    );
    if (isWorkedOn)
      await tx.execute(
        `insert into run (organisation_id, number, account_id, playbook_key, playbook_version, situation_id, state, progress, ends_at)
         values ($1, 1, $2, 'test', 1, $3, 'open', '{}', now())`,
        [tx.organisationId, account, situation],
      );
  });

test('a retired playbook leaves nothing open that nobody works on, and lets open runs go on', async () => {
  const { database } = api.steward;
  const { maya, carl, alice, acme } = api.world;
  await aSituation(true);
  await aSituation(false);
  await expect(retirePlaybook(database, carl.actor, 'test')).rejects.toMatchObject({ status: 403 });
  await retirePlaybook(database, maya.actor, 'test', { reason: 'Nobody uses it.' });
  await expect(retirePlaybook(database, maya.actor, 'test')).rejects.toMatchObject({ status: 409 });
  await clearRetired(database, acme.id, 'test');
  expect(await states()).toEqual(['cleared', 'open']);
  expect(await auditOf(database, alice, 'playbook.retired')).toMatchObject([
    { actor_name: 'Maya', reason: 'Nobody uses it.', after: { status: 'retired' } },
  ]);
});

test('brought back before that, it keeps its situations', async () => {
  const { database } = api.steward;
  const { maya, acme } = api.world;
  await aSituation(false);
  await bringBackPlaybook(database, maya.actor, 'test');
  await clearRetired(database, acme.id, 'test');
  expect(await states()).toEqual(['cleared', 'open', 'open']);
  await expect(bringBackPlaybook(database, maya.actor, 'test')).rejects.toMatchObject({ status: 409 });
});
