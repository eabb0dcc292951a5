import { afterAll, beforeAll, expect, test } from 'vitest';
import { resendMessage } from '../jobs/resend-message.ts';
import { riskPlaybook } from '../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { sendAsset } from '../runs/send-asset.ts';
import { startRun } from '../runs/start-run.ts';
import { readRun } from './read-run.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  const steps = riskPlaybook.steps.map((step) => (step.id === 'diagnose' ? { ...step, assets: ['check-in'] } : step));
  await runs.publish({ ...riskPlaybook, playbook: 'with-letter', steps });
});
afterAll(() => runs.close());

test('a run tells what became of its e-mails, so that one that nobody got does not look sent', async () => {
  const { database, world } = runs;
  const carl = world.carl.actor;
  const { id: accountId, contactId } = await runs.anAccount('Borealis');
  const { runId } = await startRun(database, carl, { accountId, playbookKey: 'with-letter' });
  const mail = { asset: 'check-in', contactId, subject: 'A question', text: 'Hello' };
  await sendAsset(database, carl, { runId, step: 'diagnose' }, mail);
  const letters = async () => (await readRun(database, carl, runId)).letters;
  const queued = { subject: 'A question', to: 'lena@customer.example', state: 'queued', sentAt: null, problem: null };
  expect(await letters()).toMatchObject([queued]);
  await runs.inAcme((tx) =>
    tx.execute(
      `update outgoing_message set state = 'failed', problem = 'No mail server is configured.' where organisation_id = $1 and run_id = $2`,
      [tx.organisationId, runId],
    ),
  );
  expect(await letters()).toMatchObject([{ ...queued, state: 'failed', problem: 'No mail server is configured.' }]);
});

test('an e-mail that failed for good is sent again once, by who works here', async () => {
  const { database, world } = runs;
  const carl = world.carl.actor;
  const { id: accountId, contactId } = await runs.anAccount('Kestrel');
  const { runId } = await startRun(database, carl, { accountId, playbookKey: 'with-letter' });
  const mail = { asset: 'check-in', contactId, subject: 'A question', text: 'Hello' };
  await sendAsset(database, carl, { runId, step: 'diagnose' }, mail);
  const [letter] = (await readRun(database, carl, runId)).letters;
  const resend = (actor = carl) => resendMessage(database, actor, runId, letter!.id);
  await expect(resend()).rejects.toMatchObject({ status: 409, message: 'This e-mail is on its way already.' });
  await runs.inAcme((tx) =>
    tx.execute(
      `update outgoing_message set state = 'failed', problem = 'refused' where organisation_id = $1 and id = $2`,
      [tx.organisationId, letter!.id],
    ),
  );
  await expect(async () => resend(world.vic.actor)).rejects.toMatchObject({ status: 403 });
  const outcomes = await Promise.allSettled([resend(), resend()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect((await readRun(database, carl, runId)).letters).toMatchObject([{ state: 'queued', problem: null }]);
});
