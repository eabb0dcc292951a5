import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listMyDay } from '../../worklist/list-my-day.ts';
import { readRun } from '../../worklist/read-run.ts';
import { riskPlaybook } from '../run-example.ts';
import { openRunsTest, type RunsTest } from '../run-world.test-support.ts';
import { startRun } from '../start-run.ts';
import { answerLeaving } from './answer-leaving.ts';
import { tellLeavers } from './tell-leavers.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  for (const policy of ['offer', 'stop', 'continue'] as const)
    await runs.publish({ ...riskPlaybook, playbook: policy, for: 'large', on_leave: policy });
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into segment (organisation_id, key, name, rule) values ($1, 'large', 'Large', 'account.seats >= 250')`,
      [runs.world.acme.id],
    ),
  );
});
afterAll(() => runs.close());

/** A run of a playbook for the segment, whose account then leaves it. */
async function aLeaver(playbookKey: 'offer' | 'stop' | 'continue') {
  const account = await runs.anAccount(`Leaver ${playbookKey} ${randomUUID()}`);
  const { runId } = await startRun(runs.database, runs.world.carl.actor, { accountId: account.id, playbookKey });
  await leave(account.id);
  return { runId, account };
}

function leave(accountId: string) {
  return runs.inAcme((tx) =>
    tx.execute(
      `insert into segment_move (organisation_id, segment_key, account_id, direction, cause, because, moved_on, as_of)
       values ($1, 'large', $2, 'out', 'data', 'seats sold is 20', '2026-03-01', '2026-03-01')`,
      [runs.world.acme.id, accountId],
    ),
  );
}

const tell = () =>
  tellLeavers(runs.database, runs.world.acme.id, { diagnosisId: randomUUID(), asOf: '2026-03-01', accountIds: null });
const read = (runId: string) => readRun(runs.database, runs.world.carl.actor, runId);

test('a run stops by itself, goes on, or asks its owner, as the playbook says; each leaving is told once', async () => {
  const [offer, stop, goesOn] = [await aLeaver('offer'), await aLeaver('stop'), await aLeaver('continue')];
  expect(await tell()).toBe(2);
  expect(await tell()).toBe(0);
  expect(await read(stop.runId)).toMatchObject({
    state: 'closed',
    outcome: 'superseded',
    outcomeReason: 'The account left the segment Large: seats sold is 20',
  });
  expect(await read(goesOn.runId)).toMatchObject({ state: 'open', leftSegment: null });
  expect(await read(offer.runId)).toMatchObject({
    state: 'open',
    leftSegment: { segment: 'Large', because: 'seats sold is 20' },
  });
  const { items } = await listMyDay(runs.database, runs.world.carl.actor, {});
  expect(items.find(({ kind }) => kind === 'left_segment')).toMatchObject({ run: { id: offer.runId } });
});

test('the owner stops it, or goes on and is asked again only after another leaving', async () => {
  const { database, world } = runs;
  const [first, second] = [await aLeaver('offer'), await aLeaver('offer')];
  await tell();
  await answerLeaving(database, world.carl.actor, first.runId, { answer: 'stop' });
  expect(await read(first.runId)).toMatchObject({ state: 'closed', outcome: 'superseded' });
  await expect(answerLeaving(database, world.carl.actor, first.runId, { answer: 'continue' })).rejects.toMatchObject({
    status: 409,
  });
  await answerLeaving(database, world.carl.actor, second.runId, { answer: 'continue' });
  expect(await read(second.runId)).toMatchObject({ state: 'open', leftSegment: null });
  expect(await tell()).toBe(0);
  await leave(second.account.id);
  expect(await tell()).toBe(1);
  expect(() => answerLeaving(database, world.vic.actor, second.runId, { answer: 'stop' })).toThrow('You may not');
});
