import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditOf } from '../../test/audit.ts';
import { riskPlaybook } from './run-example.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { sendAsset } from './send-asset.ts';
import { startRun } from './start-run.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  const steps = riskPlaybook.steps.map((step) => (step.id === 'diagnose' ? { ...step, assets: ['check-in'] } : step));
  await runs.publish({ ...riskPlaybook, playbook: 'with-letter', steps });
});
afterAll(() => runs.close());

async function aRun(name: string) {
  const account = await runs.anAccount(name);
  const { runId } = await startRun(runs.database, runs.world.carl.actor, {
    accountId: account.id,
    playbookKey: 'with-letter',
  });
  const mail = { asset: 'check-in', contactId: account.contactId, subject: 'A question', text: 'Hello **Lena**' };
  return { runId, account, mail, target: { runId, step: 'diagnose' } };
}

function messagesOf(runId: string) {
  return runs.inAcme((tx) =>
    tx.query(
      'select kind, to_address, reply_to, subject, body_text, state from outgoing_message where organisation_id = $1 and run_id = $2',
      [runs.world.acme.id, runId],
    ),
  );
}

test('what the person edited is queued once, answers go to them, and it is the first action', async () => {
  const { database, world } = runs;
  const { runId, mail, target } = await aRun('Borealis');
  const first = await sendAsset(database, world.carl.actor, target, { ...mail, requestId: 'one' });
  expect(await sendAsset(database, world.carl.actor, target, { ...mail, requestId: 'one' })).toEqual(first);
  expect(await messagesOf(runId)).toEqual([
    {
      kind: 'asset',
      to_address: 'lena@customer.example',
      reply_to: 'carl@acme.example',
      subject: 'A question',
      body_text: 'Hello **Lena**',
      state: 'queued',
    },
  ]);
  const run = await runs.inAcme((tx) =>
    tx.one<{ first_action_at: Date | null }>(
      'run',
      'select first_action_at from run where organisation_id = $1 and id = $2',
      [world.acme.id, runId],
    ),
  );
  expect(run.first_action_at).toBeInstanceOf(Date);
  const audited = await auditOf(database, world.alice, 'asset.sent');
  expect(audited.filter((row) => row.entity_id === runId)).toHaveLength(1);
});

test('nothing is queued for a foreign contact, one who left or has no address, an unknown asset, or a stranger', async () => {
  const { database, world } = runs;
  const { runId, account, mail, target } = await aRun('Cirrus');
  const other = await runs.anAccount('Dune');
  const send = (changed: Partial<typeof mail> = {}, actor = world.carl.actor) =>
    sendAsset(database, actor, target, { ...mail, ...changed });
  await expect(send({ contactId: other.contactId })).rejects.toMatchObject({ status: 404 });
  await expect(send({ asset: 'secret-plan' })).rejects.toMatchObject({ status: 404 });
  await expect(send({}, world.mallory.actor)).rejects.toMatchObject({ status: 404 });
  await expect(send({}, world.vic.actor)).rejects.toMatchObject({ status: 403 });
  const change = (sql: string) =>
    runs.inAcme((tx) =>
      tx.execute(`update contact set ${sql} where organisation_id = $1 and id = $2`, [
        world.acme.id,
        account.contactId,
      ]),
    );
  await change("left_on = '2020-01-01'");
  await expect(send()).rejects.toMatchObject({ status: 409, message: expect.stringContaining('has left') });
  await change('left_on = null, email = null');
  await expect(send()).rejects.toMatchObject({ status: 409, message: expect.stringContaining('no e-mail address') });
  expect(await messagesOf(runId)).toEqual([]);
});
