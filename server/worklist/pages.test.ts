import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishLibrary } from '../playbooks/publish-library.ts';
import { addNote } from '../runs/add-note.ts';
import { closeRun } from '../runs/close-run.ts';
import { completeStep } from '../runs/complete-step.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { startRun } from '../runs/start-run.ts';
import { findByName } from './find-by-name.ts';
import { listMatches } from './list-matches.ts';
import { listPlaybooks } from './list-playbooks.ts';
import { listRuns } from './list-runs.ts';
import { listSituations } from './list-situations.ts';
import { openAsset } from './open-asset.ts';
import { readHistory } from './read-history.ts';
import { readPlaybook } from './read-playbook.ts';
import { readRun } from './read-run.ts';
import { readSituation } from './read-situation.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  await runs.inAcme(publishLibrary);
});
afterAll(() => runs.close());

const library = async () =>
  (await listPlaybooks(runs.database, runs.world.carl.actor)).filter((one) => one.key !== 'risk-example');

function start(accountId: string, playbookKey: string) {
  return startRun(runs.database, runs.world.carl.actor, { accountId, playbookKey });
}

test('every playbook of the library reads as a page: how it starts in words, steps, guide and assets', async () => {
  const all = await library();
  expect(all.length).toBeGreaterThanOrEqual(7);
  for (const { key, steps } of all) {
    const page = await readPlaybook(runs.database, runs.world.vic.actor, key);
    expect(page.steps).toHaveLength(steps);
    expect(page.guide.length).toBeGreaterThan(1);
    expect(page.triggers.length).toBeGreaterThan(0);
    // In words means that no name of a signal is left.
    const said = [
      page.goal.outcome,
      page.exit.success,
      ...page.triggers.flatMap((one) => one.lines.map((line) => line.words)),
    ];
    for (const words of said) expect(words).not.toMatch(/[a-z]+\.[a-z]+_?|&&|\|\|/);
    expect(page.document).toContain(`playbook: ${key}`);
  }
});

test('every asset of the library can be opened for an account of which little is known', {
  timeout: 90_000,
}, async () => {
  const { carl } = runs.world;
  const { id, contactId } = await runs.anAccount('Alder');
  let opened = 0;
  for (const { key } of await library()) {
    const { runId } = await start(id, key);
    const run = await readRun(runs.database, carl.actor, runId);
    for (const asset of new Set(run.steps.flatMap((step) => step.assets.map((one) => one.key)))) {
      const { text, contact, missing } = await openAsset(runs.database, carl.actor, runId, asset);
      expect(text, asset).not.toMatch(/\{\{|\{%|undefined|NaN|\[object/);
      expect(contact?.id).toBe(contactId);
      for (const title of missing) expect(text).toContain(`[${title}]`);
      opened++;
    }
    await closeRun(runs.database, carl.actor, runId, { reason: 'opened for a look' });
  }
  expect(opened).toBeGreaterThan(15);
});

test('a run tells where each step stands, who and by when and why then, and all that happened', async () => {
  const { carl } = runs.world;
  const { id } = await runs.anAccount('Birch');
  const { runId, number } = await start(id, 'risk-before-renewal');
  await completeStep(runs.database, carl.actor, { runId, step: 'diagnose' }, { note: 'The champion left' });
  await addNote(runs.database, carl.actor, runId, { text: 'Talked with Lena' });
  const run = await readRun(runs.database, carl.actor, runId);
  expect(run).toMatchObject({ number, state: 'open', account: { name: 'Birch' }, situation: null });
  expect(run.steps[0]).toMatchObject({ id: 'diagnose', status: 'done', settledBy: 'Carl', note: 'The champion left' });
  const contact = run.steps.find((step) => step.id === 'contact')!;
  expect(contact).toMatchObject({ status: 'ready', owner: { name: 'Carl' }, after: ['Find the cause'] });
  expect(contact.due!.derivation).toContain('run start');
  expect(contact.task).not.toBeNull();
  expect(contact.guide).not.toBeNull();
  expect(run.log.map((entry) => entry.lines[0])).toEqual([
    'noted: Talked with Lena',
    'completed "Find the cause": The champion left',
    'started the run: Carl started it by hand.',
  ]);
  const [listed] = await listRuns(runs.database, carl.actor, { accountId: id });
  expect(listed).toMatchObject({ number, stepsDone: 1, steps: run.steps.length });
});

test('a situation gives its evidence in words, and the day on which it happened', async () => {
  const { id } = await runs.anAccount('Cedar');
  const situation = randomUUID();
  const evidence = [
    {
      text: 'contacts.champion_left_days <= 90',
      signal: 'contacts.champion_left_days',
      title: 'days since a champion or sponsor left',
      unit: 'days',
      operator: '<=',
      threshold: 90,
      value: 13,
      truth: 1,
      distance: 0,
      phrase: 'days since a champion or sponsor left is 13 (90 or fewer)',
      isDecisive: true,
    },
  ];
  await runs.inAcme((tx) =>
    tx.execute(
      `insert into situation (organisation_id, id, account_id, playbook_key, playbook_version, trigger_kind, headline, evidence, opened_on)
       values ($1, $2, $3, 'risk-before-renewal', 1, 'condition', 'Cedar: a champion left', $4, '2026-11-16')`,
      [tx.organisationId, situation, id, JSON.stringify(evidence)],
    ),
  );
  const page = await readSituation(runs.database, runs.world.vic.actor, situation);
  expect(page).toMatchObject({ headline: 'Cedar: a champion left', run: null, dismissal: null });
  expect(page.evidence[0]).toMatchObject({
    value: '13 days',
    threshold: 90,
    truth: 'true',
    happened: { day: '2026-11-03', what: 'champion or sponsor left' },
  });
  const listed = await listSituations(runs.database, runs.world.vic.actor, { accountId: id });
  expect(listed.map((one) => one.id)).toEqual([situation]);
  await expect(readSituation(runs.database, runs.world.mallory.actor, situation)).rejects.toMatchObject({
    status: 404,
  });
});

test('accounts and playbooks are found by name, those that begin with it first', async () => {
  await runs.anAccount('Mountain Alpaca');
  await runs.anAccount('Alpaca Ltd');
  const { carl, mallory } = runs.world;
  const found = await findByName(runs.database, carl.actor, ' alpaca');
  expect(found.accounts.map((one) => one.name)).toEqual(['Alpaca Ltd', 'Mountain Alpaca']);
  expect((await findByName(runs.database, carl.actor, 'renewal')).playbooks).toMatchObject([
    { key: 'renewal' },
    { key: 'risk-before-renewal' },
  ]);
  expect(await findByName(runs.database, mallory.actor, 'alpaca')).toEqual({ accounts: [], playbooks: [] });
  expect((await findByName(runs.database, carl.actor, '%')).accounts).toEqual([]);
});

test('the history of signals leaves out what does not exist, and nobody matches before a diagnosis', async () => {
  const { carl } = runs.world;
  const { id } = await runs.anAccount('Douglas');
  const asked = { signals: ['usage.events_7d', 'no.such_signal'], from: '2026-11-01', to: '2026-11-03' };
  const series = await readHistory(runs.database, carl.actor, id, asked);
  expect(series.map((one) => one.signal)).toEqual(['usage.events_7d']);
  expect(series[0]!.points.map((point) => point.day)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03']);
  expect(await listMatches(runs.database, carl.actor, 'risk-before-renewal')).toEqual({
    asOf: null,
    total: 0,
    accounts: [],
  });
});
