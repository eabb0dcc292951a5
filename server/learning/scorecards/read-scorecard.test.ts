import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inOrganisation } from '../../context/transaction.ts';
import { dismissSituation } from '../../diagnosis/dismiss-situation.ts';
import { copyAsset } from '../../runs/assets/copy-asset.ts';
import { closeRun } from '../../runs/close-run.ts';
import { completeStep } from '../../runs/complete-step.ts';
import { riskPlaybook } from '../../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../../runs/run-world.test-support.ts';
import { sendAsset } from '../../runs/send-asset.ts';
import { skipStep } from '../../runs/skip-step.ts';
import { startRun } from '../../runs/start-run.ts';
import { listOccasions } from './list-occasions.ts';
import { readScorecard, readScorecards } from './read-scorecard.ts';

const DOCUMENT = `---
playbook: scored
---

# Assets

## Check in {#check-in kind=email}

Subject: A question, {{ contact.first_name }}

Hello {{ contact.first_name }}, how are things at {{ account.name }}?
`;

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  const steps = riskPlaybook.steps.map((step) => (step.id === 'diagnose' ? { ...step, assets: ['check-in'] } : step));
  await runs.publish({ ...riskPlaybook, playbook: 'scored', steps }, 1, DOCUMENT);
  await runs.publish({ ...riskPlaybook, playbook: 'scored', steps }, 2, DOCUMENT);
  await live();
});
afterAll(() => runs.close());

async function anAccount(name: string, segment: string | null) {
  const account = await runs.anAccount(name);
  await change('update account set segment = $2 where organisation_id = $1 and id = $3', [segment, account.id]);
  return account;
}

function change(sql: string, values: readonly unknown[]) {
  return runs.inAcme((tx) => tx.execute(sql, [runs.world.acme.id, ...values]));
}

async function situationOf(accountId: string): Promise<string> {
  const id = randomUUID();
  await change(
    `insert into situation (organisation_id, id, account_id, playbook_key, playbook_version, trigger_kind, headline, evidence, opened_on)
     values ($1, $2, $3, 'scored', 1, 'condition', 'Something is wrong', '[]', current_date)`,
    [id, accountId],
  );
  return id;
}

/**
 * Five accounts. Aster: done in time with a letter left as it was, and closed as a success; Birch: late, copied with other words; Cedar: skipped by
 * Maya and closed by hand; Dahlia: a false alarm; Elm: a situation that was merged, without a run of its own.
 */
async function live() {
  const { database, world } = runs;
  const { carl, maya } = world;
  const start = async (account: { id: string }) =>
    (await startRun(database, carl.actor, { accountId: account.id, playbookKey: 'scored' })).runId;

  const aster = await anAccount('Aster', 'enterprise');
  const first = await start(aster);
  const letter = { asset: 'check-in', contactId: aster.contactId };
  const unchanged = { subject: 'A question, Lena', text: 'Hello Lena, how are things at Aster?' };
  await sendAsset(
    database,
    carl.actor,
    { runId: first, step: 'diagnose' },
    { ...letter, ...unchanged, requestId: 'a' },
  );
  await completeStep(database, carl.actor, { runId: first, step: 'diagnose' }, { note: 'Looked into it' });
  await change(
    `update run set state = 'closed', outcome = 'success', closed_at = now() where organisation_id = $1 and id = $2`,
    [first],
  );

  const birch = await anAccount('Birch', 'small');
  const second = await start(birch);
  const copy = { asset: 'check-in', contactId: birch.contactId, subject: '', text: 'Call me.', requestId: 'b' };
  await copyAsset(database, carl.actor, { runId: second, step: 'diagnose' }, copy);
  await change(
    `update run set playbook_version = 1,
       progress = jsonb_set(jsonb_set(progress, '{steps,diagnose,due,at}', $3), '{firstAction,at}', $3) where organisation_id = $1 and id = $2`,
    [second, '"2020-01-01T00:00:00.000Z"'],
  );
  await completeStep(database, carl.actor, { runId: second, step: 'diagnose' });

  const cedar = await anAccount('Cedar', 'small');
  const third = await start(cedar);
  await skipStep(database, maya.actor, { runId: third, step: 'diagnose' }, { reason: 'Known already' });
  await closeRun(database, maya.actor, third, { reason: 'They called' });

  const dahlia = await anAccount('Dahlia', null);
  const fourth = await start(dahlia);
  const situation = await situationOf(dahlia.id);
  await change('update run set situation_id = $2 where organisation_id = $1 and id = $3', [situation, fourth]);
  await inOrganisation(database, carl.actor, (tx) => dismissSituation(tx, situation, { reason: 'A holiday' }));
  await closeRun(database, carl.actor, fourth, { reason: 'Not a risk' });

  const elm = await anAccount('Elm', 'enterprise');
  await situationOf(elm.id);
}

test('a small world is counted as by hand', async () => {
  const card = await readScorecard(runs.database, runs.world.maya.actor, 'scored');
  expect(card.playbook).toMatchObject({ key: 'scored', version: 2 });
  expect(card.counts).toMatchObject({
    triggered: 5,
    started: 4,
    not_started: 1,
    false_alarms: 1,
    first_action_in_time: 1,
    first_action_late: 1,
    first_action_waiting: 0,
    first_action_none: 2,
    exit_open: 1,
    exit_success: 1,
    exit_by_hand: 1,
    exit_false_alarm: 1,
    ended: 2,
    step_done: 1,
    step_late: 1,
    step_skipped: 1,
    assets_used: 2,
    assets_edited: 1,
  });
  expect(card.shares.reached).toEqual({ hits: 1, of: 2, share: null, interval: null });
  expect(card.shares.steps_done).toMatchObject({ hits: 2 });
  const [diagnose] = card.steps;
  expect(diagnose).toMatchObject({
    id: 'diagnose',
    title: 'Find the root cause',
    counts: { step_done: 1, step_late: 1, step_skipped: 1, step_given_up: 0, step_not_reached: 1 },
    shares: { steps_done: { hits: 2, of: 3 }, steps_skipped: { hits: 1, of: 3 }, steps_late: { hits: 1, of: 2 } },
  });
});

test('by version, segment and member', async () => {
  const { parts } = await readScorecard(runs.database, runs.world.maya.actor, 'scored');
  const told = (part: keyof typeof parts) => parts[part].map(({ title, counts }) => [title, counts.triggered]);
  expect(told('version')).toEqual([
    ['Version 2', 3],
    ['Version 1', 2],
  ]);
  expect(told('segment')).toEqual([
    ['enterprise', 2],
    ['small', 2],
    ['No segment', 1],
  ]);
  expect(told('member')).toEqual([
    ['Carl', 4],
    ['Nobody', 1],
  ]);
});

test('a figure leads to what is behind it', async () => {
  const list = async (filter: Parameters<typeof listOccasions>[3]) => {
    const { total, occasions } = await listOccasions(runs.database, runs.world.maya.actor, 'scored', filter);
    expect(occasions).toHaveLength(total);
    return occasions.map(({ account }) => account.name).sort();
  };
  expect(await list({ figure: 'triggered' })).toEqual(['Aster', 'Birch', 'Cedar', 'Dahlia', 'Elm']);
  expect(await list({ figure: 'step_late', step: 'diagnose' })).toEqual(['Birch']);
  expect(await list({ figure: 'step_completed', step: 'diagnose' })).toEqual(['Aster', 'Birch']);
  expect(await list({ figure: 'step_skipped' })).toEqual(['Cedar']);
  expect(await list({ figure: 'assets_edited' })).toEqual(['Birch']);
  expect(await list({ figure: 'started', segment: '' })).toEqual(['Dahlia']);
  expect(await list({ figure: 'triggered', member: '' })).toEqual(['Elm']);
  expect(await list({ figure: 'triggered', version: '1' })).toEqual(['Birch', 'Elm']);
});

test('all playbooks, each with the same figures; other days have none', async () => {
  const { database, world } = runs;
  const { scorecards } = await readScorecards(database, world.maya.actor);
  const one = scorecards.find(({ playbook }) => playbook.key === 'scored')!;
  expect(one.counts).toEqual((await readScorecard(database, world.maya.actor, 'scored')).counts);
  const before = await readScorecard(database, world.maya.actor, 'scored', { from: '2020-01-01', to: '2020-12-31' });
  expect(before.counts.triggered).toBe(0);
  await expect(
    readScorecard(database, world.maya.actor, 'scored', { from: '2021-01-01', to: '2020-01-01' }),
  ).rejects.toThrow('no range of days');
});

test('nothing of it is for strangers', async () => {
  const { database, world } = runs;
  await expect(readScorecard(database, world.mallory.actor, 'scored')).rejects.toMatchObject({ status: 404 });
  await expect(listOccasions(database, world.mallory.actor, 'scored', { figure: 'triggered' })).rejects.toMatchObject({
    status: 404,
  });
  expect((await readScorecards(database, world.mallory.actor)).scorecards).toEqual([]);
});
