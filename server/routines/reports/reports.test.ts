import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeStep } from '../../runs/complete-step.ts';
import { openRunsTest, type RunsTest } from '../../runs/run-world.test-support.ts';
import { startRun } from '../../runs/start-run.ts';
import { listReports, readReport } from './list-reports.ts';
import { readOwnReport, saveOwnReport } from './own-report.ts';
import { comingOf, dayMeant, periodOf, sayComing } from './report-kind.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  const { carl, maya } = runs.world;
  await runs.inAcme((tx) =>
    tx.execute('update member set manager_id = $3 where organisation_id = $1 and id = $2', [
      tx.organisationId,
      carl.actor.memberId,
      maya.actor.memberId,
    ]),
  );
});
afterAll(() => runs.close());

test('a week begins on Monday, also over the turn of the year', () => {
  expect(periodOf('week_plan', '2027-01-03')).toEqual({ firstDay: '2026-12-28', lastDay: '2027-01-03' });
  expect(periodOf('week_review', '2028-02-28')).toEqual({ firstDay: '2028-02-28', lastDay: '2028-03-05' });
  expect(periodOf('day_wrap_up', '2028-02-29')).toEqual({ firstDay: '2028-02-29', lastDay: '2028-02-29' });
});

test('who plans at the weekend plans the next week, and a wrap-up on Friday looks to Monday', () => {
  const days = ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09'];
  expect(days.map((day) => dayMeant('week_plan', day))).toEqual([
    '2026-03-06',
    '2026-03-09',
    '2026-03-09',
    '2026-03-09',
  ]);
  expect(dayMeant('week_review', '2026-03-08')).toBe('2026-03-08');
  const coming = days.map((day) => comingOf('day_wrap_up', periodOf('day_wrap_up', day)).lastDay);
  expect(coming).toEqual(['2026-03-09', '2026-03-09', '2026-03-09', '2026-03-10']);
  expect(days.map((day) => sayComing(periodOf('day_wrap_up', day)))).toEqual([
    'on Monday',
    'on Monday',
    'tomorrow',
    'tomorrow',
  ]);
});

test('a wrap-up is prepared from what was done and what comes, and says what only the person knows', async () => {
  const { database, world } = runs;
  const { id } = await runs.anAccount('Borealis *Ltd*');
  const { runId } = await startRun(database, world.carl.actor, { accountId: id, playbookKey: 'risk-example' });
  await completeStep(database, world.carl.actor, { runId, step: 'diagnose' });
  const report = await readOwnReport(database, world.carl.actor, 'day_wrap_up', null);
  expect(report).toMatchObject({ id: null, finishedAt: null, manager: 'Maya' });
  expect(report.text).toMatch(/^# Wrap-up of the day, Carl, /);
  expect(report.text).toContain('1 task done; no conversations logged.');
  expect(report.text).toContain('- **Borealis \\*Ltd\\***: Find the root cause (');
  expect(report.text).toMatch(/## First thing (tomorrow|on Monday)/);
  const hers = await readOwnReport(database, world.ann.actor, 'day_wrap_up', null);
  expect(hers.text).toContain('Nothing was finished today.');
});

test('a report is for its writer alone until it is finished, then for the manager and admins', async () => {
  const { database, world } = runs;
  const { carl, maya, ann, alice } = world;
  const day = '2026-03-04';
  await saveOwnReport(database, carl.actor, 'week_report', day, { text: '# Mine', isFinished: false });
  expect(await listReports(database, maya.actor)).toEqual([]);
  const done = await saveOwnReport(database, carl.actor, 'week_report', day, { text: '# Ours', isFinished: true });
  expect(done).toMatchObject({ text: '# Ours', period: { firstDay: '2026-03-02', lastDay: '2026-03-08' } });
  for (const reader of [carl, maya, alice])
    expect(await readReport(database, reader.actor, done.id!)).toMatchObject({
      text: '# Ours',
      member: { name: 'Carl' },
    });
  expect(await listReports(database, ann.actor)).toEqual([]);
  await expect(readReport(database, ann.actor, done.id!)).rejects.toMatchObject({ status: 404 });

  await saveOwnReport(database, carl.actor, 'week_report', day, { text: '# Corrected', isFinished: false });
  expect(await readReport(database, maya.actor, done.id!)).toMatchObject({ text: '# Corrected' });
  const mails = await runs.inAcme((tx) =>
    tx.query(`select subject, body_text from outgoing_message where organisation_id = $1 and idempotency_key = $2`, [
      tx.organisationId,
      `report/${done.id}`,
    ]),
  );
  expect(mails).toEqual([{ subject: 'Weekly report of Carl', body_text: '# Ours' }]);
});

test('each report can be prepared, also for a week long past', async () => {
  const { database, world } = runs;
  for (const kind of ['day_wrap_up', 'week_plan', 'week_review', 'week_report'] as const)
    expect((await readOwnReport(database, world.carl.actor, kind, '2020-02-29')).text.length).toBeGreaterThan(100);
});
