import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditOf } from '../../../test/audit.ts';
import { riskPlaybook } from '../run-example.ts';
import { openRunsTest, type RunsTest } from '../run-world.test-support.ts';
import { sendAsset } from '../send-asset.ts';
import { startRun } from '../start-run.ts';
import { copyAsset } from './copy-asset.ts';
import { shareChanged } from './share-changed.ts';

test('how much of a text was changed is counted in words', () => {
  expect(shareChanged('one two three four', 'one  two\nthree four')).toBe(0);
  expect(shareChanged('one two three four', 'one two three five')).toBe(0.25);
  expect(shareChanged('one two', 'one two three four')).toBeCloseTo(1 / 3, 12);
  expect([shareChanged('one two', 'three'), shareChanged('', '')]).toEqual([1, 0]);
  expect(shareChanged('one one', 'one')).toBeCloseTo(1 / 3, 12);
});

const DOCUMENT =
  '---\nplaybook: lettered\n---\n\n# Assets\n\n## Check in {#check-in kind=email}\n\nSubject: Hello\n\nDear {{ contact.first_name }}, a word.\n';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  const steps = riskPlaybook.steps.map((step) => (step.id === 'diagnose' ? { ...step, assets: ['check-in'] } : step));
  await runs.publish({ ...riskPlaybook, playbook: 'lettered', steps }, 1, DOCUMENT);
});
afterAll(() => runs.close());

async function aRun(name: string) {
  const account = await runs.anAccount(name);
  const { runId } = await startRun(runs.database, runs.world.carl.actor, {
    accountId: account.id,
    playbookKey: 'lettered',
  });
  const uses = () =>
    runs.inAcme((tx) =>
      tx.query(
        `select how, round(share_changed::numeric, 2)::float8 as changed, member_id as member from run_asset_use
         where organisation_id = $1 and run_id = $2 order by at`,
        [runs.world.acme.id, runId],
      ),
    );
  return { target: { runId, step: 'diagnose' }, contactId: account.contactId, uses };
}

test('what is sent or copied is compared with what it was filled in as; the same request again corrects it', async () => {
  const { database, world } = runs;
  const { target, contactId, uses } = await aRun('Borealis');
  const asset = { asset: 'check-in', contactId, requestId: 'one' };
  await sendAsset(database, world.carl.actor, target, { ...asset, subject: 'Hello', text: 'Dear Lena, a word.' });
  await copyAsset(database, world.carl.actor, target, { ...asset, subject: 'Hello', text: 'Dear Lena, a word.' });
  await copyAsset(database, world.carl.actor, target, { ...asset, subject: 'Hello', text: 'Dear Lena, no thing.' });
  const member = world.carl.actor.memberId;
  expect(await uses()).toEqual([
    { how: 'sent', changed: 0, member },
    { how: 'copied', changed: 0.4, member },
  ]);
  expect((await auditOf(database, world.alice, 'asset.copied')).length).toBe(2);
});

test('an asset of another step, a stranger and a reader are refused, and nothing is kept', async () => {
  const { database, world } = runs;
  const { target, contactId, uses } = await aRun('Cirrus');
  const copy = { asset: 'check-in', contactId, subject: '', text: 'Hi', requestId: 'two' };
  const tried = (changed: object, actor = world.carl.actor) =>
    copyAsset(database, actor, { ...target, ...changed }, copy);
  await expect(tried({ step: 'plan' })).rejects.toMatchObject({ status: 404 });
  await expect(tried({}, world.mallory.actor)).rejects.toMatchObject({ status: 404 });
  await expect(tried({}, world.vic.actor)).rejects.toMatchObject({ status: 403 });
  expect(await uses()).toEqual([]);
});
