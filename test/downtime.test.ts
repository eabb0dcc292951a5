import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '../server/config/read-config.ts';
import { openMailTransport } from '../server/delivery/mail-transport.ts';
import { jobsOf } from '../server/flow.ts';
import { startWorker } from '../server/jobs/start-worker.ts';
import { createLog } from '../server/lib/log.ts';
import { publishPlaybook } from '../server/playbooks/publish-playbook.ts';
import { completeStep } from '../server/runs/complete-step.ts';
import { openRunsTest, type RunsTest } from '../server/runs/run-world.test-support.ts';
import { startRun } from '../server/runs/start-run.ts';
import { EVERY_KIND, everyKind } from './kill/every-kind.ts';
import { type Receivers, startReceivers } from './kill/receivers.ts';
import { recountRuns } from './kill/recount-runs.ts';
import { until } from './kill/steward-under-fire.ts';

const log = createLog('silent');
const config = readConfig({ STEWARD_SECRET: 'a secret that is long enough for this', LOG_LEVEL: 'silent' });

let runs: RunsTest;
let received: Receivers;
/** Whether the mail server and the webhook are out of order. */
let isOut = false;
beforeAll(async () => {
  runs = await openRunsTest();
  received = await startReceivers(() => isOut);
  await runs.inAcme(async (tx) => {
    await tx.execute('update organisation set private_webhooks = true where organisation_id = $1', [tx.organisationId]);
    for (const document of everyKind(received.hookUrl)) await publishPlaybook(tx, document);
  });
});
afterAll(async () => {
  await runs.close();
  await received.close();
});

const QUEUE = 'graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id';

async function queued<Row extends object>(what: string): Promise<Row[]> {
  return (await runs.database.queue.query(what)).rows as Row[];
}

/** Lets the queue run until nothing is due any more; what failed is tried again at once as long as `again` says so. */
async function work(again: boolean): Promise<void> {
  const mail = openMailTransport(received.smtpUrl, 'Steward <steward@acme.example>');
  const worker = await startWorker(runs.database, jobsOf({ database: runs.database, config, log, mail }), [], log);
  await until('all that is due has been done', 60, async () => {
    if (again)
      await queued('update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null');
    return (await queued('select from graphile_worker._private_jobs where run_at <= now()')).length === 0;
  });
  await worker.stop();
  mail?.close();
}

/** Time goes on: what waits comes nearer. */
const pass = (days: number) =>
  queued(`update graphile_worker._private_jobs set run_at = run_at - interval '${days} days'`);

const kindsOf = (table: 'run_entry' | 'outgoing_message', what: string) =>
  runs.inAcme(async (tx) => {
    const { count } = await tx.one<{ count: number }>(
      'count',
      `select count(*)::int as count from ${table} where organisation_id = $1 and ${what}`,
      [tx.organisationId],
    );
    return count;
  });

test('a queue that was down for two days, and a mail server that refuses: caught up once, visible, tried again, never doubled', async () => {
  const { carl, maya } = runs.world;
  const runIds: string[] = [];
  for (const name of ['Alder', 'Birch', 'Cedar']) {
    const { id: accountId } = await runs.anAccount(name);
    const { runId } = await startRun(runs.database, carl.actor, { accountId, playbookKey: EVERY_KIND });
    runIds.push(runId);
    // People go on while the queue is down: nothing of it waits for them.
    await completeStep(runs.database, carl.actor, { runId, step: 'letter' });
    await completeStep(runs.database, maya.actor, { runId, step: 'plan' });
    await completeStep(runs.database, carl.actor, { runId, step: 'choose' }, { outcome: 'left' });
  }
  await pass(2);
  const late = await queued<{ timer: string }>(
    `select j.payload ->> 'timer' as timer from ${QUEUE} where t.identifier = 'run_timer' and j.run_at <= now()`,
  );
  expect(late.length).toBeGreaterThan(runIds.length);

  isOut = true;
  await work(false);
  expect(await kindsOf('run_entry', `kind = 'timer_fired' and at > now() - interval '5 minutes'`)).toBe(late.length);
  expect(await kindsOf('outgoing_message', `state = 'sent'`)).toBe(0);
  const refused = await kindsOf('outgoing_message', `problem like '%Try again later%' and attempts > 0`);
  expect(refused).toBe(await kindsOf('outgoing_message', 'true'));
  expect(refused).toBeGreaterThan(0);
  expect((await queued(`select from ${QUEUE} where j.last_error like '%Try again later%'`)).length).toBe(refused);
  expect(await kindsOf('run_entry', `kind = 'automation_failed' and detail::text like '%503%'`)).toBe(runIds.length);

  isOut = false;
  await queued(`update graphile_worker._private_jobs set run_at = now() where payload ->> 'timer' = 'retry:hook'`);
  await work(true);
  const moved = await kindsOf('run_entry', 'true');
  const timers = await queued<{ key: string }>(
    `select substr(j.key, 38) as key from ${QUEUE} where t.identifier in ('run_timer', 'escalation_timer', 'handoff_clock')`,
  );
  expect(
    await runs.inAcme((tx) =>
      recountRuns(
        tx,
        timers.map(({ key }) => key),
        received,
      ),
    ),
  ).toEqual([]);
  const taken = received.letters.filter(({ isTaken }) => isTaken).map(({ id }) => id);
  expect(new Set(taken).size).toBe(taken.length);

  await work(true);
  expect(await kindsOf('run_entry', 'true')).toBe(moved);
}, 120_000);
