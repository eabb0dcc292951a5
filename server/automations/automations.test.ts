import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLog } from '../lib/log.ts';
import { type PlaybookDefinition, playbookSchema } from '../playbooks/definition.ts';
import { completeStep } from '../runs/complete-step.ts';
import { fireTimer } from '../runs/fire-timer.ts';
import { retryAutomation } from '../runs/retry-automation.ts';
import { riskPlaybook } from '../runs/run-example.ts';
import type { RunState } from '../runs/run-state.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { startRun } from '../runs/start-run.ts';
import { webhookSecret } from './call-webhook.ts';
import { listAutomations } from './list-automations.ts';
import { performAutomation } from './perform-automation.ts';
import { resumeAutomation } from './resume-automation.ts';

const config = { secret: 's'.repeat(64), publicUrl: 'http://steward.test' };
const LETTER =
  '# A\n\n# Assets\n\n## Letter {#letter kind=email}\n\nSubject: Hello, {{ account.name }}\n\nDear {{ contact.first_name }}\n';

let runs: RunsTest;
let server: Server;
let answer = 200;
let calls: { headers: IncomingHttpHeaders; body: string }[] = [];
beforeAll(async () => {
  runs = await openRunsTest();
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      calls.push({ headers: request.headers, body });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await runs.close();
  server.close();
});
beforeEach(() => {
  calls = [];
  answer = 200;
});

/** A playbook with one automated step, and a step after it. */
async function aPlaybook(key: string, step: object): Promise<PlaybookDefinition> {
  const definition = playbookSchema.parse({
    ...riskPlaybook,
    playbook: key,
    escalate: undefined,
    steps: [
      { id: 'act', title: 'Act', ...step },
      { id: 'next', title: 'Next', owner: 'csm', due: '1d', after: 'act' },
    ],
  });
  await runs.publish(definition, 1, LETTER);
  return definition;
}

async function aRun(playbookKey: string, name: string) {
  const { id: accountId } = await runs.anAccount(name);
  const { runId } = await startRun(runs.database, runs.world.carl.actor, { accountId, playbookKey });
  return { runId, accountId };
}

const perform = async (runId: string) => {
  const waiting = await runs.jobs('run_automation', runId);
  for (const { payload } of waiting)
    await performAutomation({ database: runs.database, log: createLog('silent'), config }, payload);
  return waiting.length;
};
const stateOf = async (runId: string) =>
  (
    await runs.inAcme((tx) =>
      tx.one<{ progress: RunState }>('run', 'select progress from run where organisation_id = $1 and id = $2', [
        tx.organisationId,
        runId,
      ]),
    )
  ).progress;
const act = async (runId: string) => (await stateOf(runId)).steps.act!;
const messages = (runId: string) =>
  runs.inAcme((tx) =>
    tx.query<{ to_address: string; subject: string; reply_to: string | null }>(
      'select to_address, subject, reply_to from outgoing_message where organisation_id = $1 and run_id = $2',
      [tx.organisationId, runId],
    ),
  );
const allow = (column: string, value: boolean) =>
  runs.inAcme((tx) =>
    tx.execute(`update organisation set ${column} = $2 where organisation_id = $1`, [tx.organisationId, value]),
  );

describe('an e-mail to a customer', () => {
  test('needs a person, is then sent once in their name, and the next step opens', async () => {
    await aPlaybook('mail', { do: 'send_email', with: { asset: 'letter' } });
    const { runId } = await aRun('mail', 'Alder');
    expect(await act(runId)).toMatchObject({ status: 'ready', owner: { name: 'Carl' } });
    expect(await perform(runId)).toBe(0);
    await completeStep(runs.database, runs.world.carl.actor, { runId, step: 'act' });
    expect(await perform(runId)).toBe(1);
    await perform(runId);
    expect(await act(runId)).toMatchObject({ status: 'done', note: 'E-mail "Hello, Alder" to lena@customer.example.' });
    expect((await stateOf(runId)).steps.next?.status).toBe('ready');
    expect(await messages(runId)).toEqual([
      { to_address: 'lena@customer.example', subject: 'Hello, Alder', reply_to: runs.world.carl.email },
    ]);
  });

  test('that nobody could get becomes the task of a person, with the reason, and can be tried again', async () => {
    await aPlaybook('sponsor', {
      do: 'send_email',
      with: { asset: 'letter', to: 'executive_sponsor' },
      approve: 'csm',
    });
    const { runId } = await aRun('sponsor', 'Birch');
    await completeStep(runs.database, runs.world.carl.actor, { runId, step: 'act' });
    await perform(runId);
    expect(await act(runId)).toMatchObject({
      status: 'ready',
      automation: { problem: 'The account has no executive sponsor with an e-mail address.' },
    });
    await runs.inAcme((tx) =>
      tx.execute(
        `update contact set role = 'executive_sponsor' where organisation_id = $1 and external_id = 'lena-Birch'`,
        [tx.organisationId],
      ),
    );
    await retryAutomation(runs.database, runs.world.carl.actor, { runId, step: 'act' });
    await perform(runId);
    expect(await act(runId)).toMatchObject({ status: 'done' });
    expect(await messages(runId)).toHaveLength(1);
  });

  test('goes without a person when the organisation says so', async () => {
    await allow('emails_need_person', false);
    const { runId } = await aRun('mail', 'Cedar');
    await allow('emails_need_person', true);
    expect(await perform(runId)).toBe(1);
    expect(await act(runId)).toMatchObject({ status: 'done' });
  });
});

describe('a webhook', () => {
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;

  test('is signed, carries the same key on each attempt, and is tried again after a passing failure', async () => {
    await aPlaybook('hook', { do: 'webhook', with: { url: url(), data: { why: 'risk' } } });
    await allow('private_webhooks', true);
    const { runId } = await aRun('hook', 'Dogwood');
    answer = 503;
    await perform(runId);
    expect(await act(runId)).toMatchObject({
      status: 'running',
      automation: { attempts: 1, problem: expect.stringContaining('answered 503') },
    });
    const [retry] = (await runs.jobs('run_timer', runId)).filter(({ payload }) => payload.timer === 'retry:act');
    answer = 200;
    await fireTimer(runs.database, retry!.payload);
    await perform(runId);
    expect((await act(runId)).status).toBe('done');
    expect(calls).toHaveLength(2);
    expect(calls[0]!.headers['idempotency-key']).toBe(calls[1]!.headers['idempotency-key']);
    const { body, headers } = calls[1]!;
    const [, time, mark] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['steward-signature']))!;
    const expected = createHmac('sha256', webhookSecret(config.secret, runs.world.acme.id))
      .update(`${time}.${body}`)
      .digest('hex');
    expect(mark).toBe(expected);
    expect(JSON.parse(body)).toMatchObject({ playbook: 'hook', account: { name: 'Dogwood' }, data: { why: 'risk' } });
  });

  test('does not call a private address unless the organisation allows it, by number or by name', async () => {
    await allow('private_webhooks', false);
    const { runId } = await aRun('hook', 'Elder');
    await perform(runId);
    expect(await act(runId)).toMatchObject({
      status: 'ready',
      automation: { problem: expect.stringContaining('private address') },
    });
    await aPlaybook('hook-by-name', { do: 'webhook', with: { url: url().replace('127.0.0.1', 'localhost') } });
    const named = await aRun('hook-by-name', 'Elm');
    await perform(named.runId);
    expect(await act(named.runId)).toMatchObject({
      status: 'ready',
      automation: { problem: expect.stringContaining('private address') },
    });
    expect(calls).toEqual([]);
  });

  test('that fails ten times in a day pauses itself, says so, and loses nothing', async () => {
    await allow('private_webhooks', true);
    await aPlaybook('flaky', { do: 'webhook', with: { url: url() } });
    answer = 500;
    const started = [];
    for (let index = 0; index < 12; index += 1) started.push(await aRun('flaky', `Fir ${index}`));
    for (const { runId } of started) await perform(runId);
    expect(calls).toHaveLength(10);
    const [paused] = (await listAutomations(runs.database, runs.world.carl.actor)).filter(
      ({ playbook }) => playbook === 'flaky',
    );
    expect(paused).toMatchObject({
      failures: 10,
      waiting: 12,
      because: expect.stringContaining('failed 10 times in 24 hours'),
    });
    const told = await runs.inAcme((tx) =>
      tx.query(
        `select from outgoing_message where organisation_id = $1 and idempotency_key like 'automation-paused:%'`,
        [tx.organisationId],
      ),
    );
    expect(told).toHaveLength(1);

    answer = 200;
    expect(() => resumeAutomation(runs.database, runs.world.carl.actor, 'flaky', 'act')).toThrow(/manager/);
    expect(await resumeAutomation(runs.database, runs.world.alice.actor, 'flaky', 'act')).toBe(2);
    for (const { runId } of started) {
      for (const { payload } of await runs.jobs('run_timer', runId))
        if (payload.timer === 'retry:act') await fireTimer(runs.database, payload);
      await perform(runId);
      expect((await act(runId)).status).toBe('done');
    }
  });
});

test('fields, tags, events and playbooks are set, added, made and started once', async () => {
  await aPlaybook('field', { do: 'set_field', with: { field: 'stage', value: 'renewal' } });
  await aPlaybook('tag', { do: 'add_tag', with: { tag: 'Reference' } });
  await aPlaybook('event', { do: 'calendar_event', with: { title: 'Review' }, due: '3d' });
  await aPlaybook('start', { do: 'start_playbook', with: { playbook: 'tag' } });
  for (const key of ['field', 'tag', 'event', 'start']) {
    const { runId, accountId } = await aRun(key, `Hazel ${key}`);
    await perform(runId);
    await perform(runId);
    expect(await act(runId)).toMatchObject({ status: 'done' });
    const found = await runs.inAcme((tx) =>
      tx.one<Record<string, unknown>>(
        'account',
        `select stage, (select array_agg(tag) from account_tag t where t.organisation_id = $1 and t.account_id = $2) as tags,
           (select count(*)::int from run_file f where f.organisation_id = $1 and f.run_id = $3) as files,
           (select count(*)::int from run r where r.organisation_id = $1 and r.account_id = $2) as runs
         from account a where a.organisation_id = $1 and a.id = $2`,
        [tx.organisationId, accountId, runId],
      ),
    );
    expect(found).toEqual({
      stage: key === 'field' ? 'renewal' : null,
      tags: key === 'tag' ? ['reference'] : null,
      files: key === 'event' ? 1 : 0,
      runs: key === 'start' ? 2 : 1,
    });
  }
});
