import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../test/api.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import { createLog } from '../lib/log.ts';
import { deliverMessage } from './deliver-message.ts';
import { type MailTransport, openMailTransport } from './mail-transport.ts';
import { sendDigests } from './send-digests.ts';

const log = createLog('silent');
const NINE = new Date('2026-03-10T08:00:00Z');

/** A mail server that keeps what it accepts, and refuses while it is told to. */
const received: string[] = [];
let refuses = false;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      if (refuses) return done(Object.assign(new Error('Try again later'), { responseCode: 451 }));
      received.push(Buffer.concat(chunks).toString('utf8'));
      done();
    });
  },
});

let api: TestApp;
let mail: MailTransport;

beforeAll(async () => {
  api = await startTestApp();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  mail = openMailTransport(`smtp://127.0.0.1:${port}`, 'Steward <steward@acme.example>')!;
  await inAcme(async (tx) => {
    await tx.execute(
      `insert into account (organisation_id, id, slot, name) values ($1, $2, 0, 'Borealis & <b>Sons</b>')`,
      [tx.organisationId, ACCOUNT],
    );
    await tx.execute(
      `insert into account_team (organisation_id, account_id, role, member_id) values ($1, $2, 'csm', $3)`,
      [tx.organisationId, ACCOUNT, api.world.carl.actor.memberId],
    );
    await tx.execute(
      `insert into task (organisation_id, account_id, title, owner_id, owner_role, due_at) values ($1, $2, 'Find the root cause', $3, 'csm', $4)`,
      [tx.organisationId, ACCOUNT, api.world.carl.actor.memberId, new Date('2026-03-10T16:00:00Z')],
    );
  });
});
afterAll(async () => {
  mail.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await api.close();
});
beforeEach(() => {
  received.length = 0;
  refuses = false;
});

const ACCOUNT = '00000000-0000-4000-8000-00000000000a';

function inAcme<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return inOrganisation(api.steward.database, systemActor(api.world.acme.id), work);
}

const sendDigestsAt = (now: Date) => sendDigests(api.steward.database, 'https://steward.example', log, now);

/** Performs what the queue would: every message that has not been sent. */
async function deliverAll(): Promise<void> {
  const waiting = await inAcme((tx) =>
    tx.query<{ id: string }>(`select id from outgoing_message where organisation_id = $1 and state <> 'sent'`, [
      tx.organisationId,
    ]),
  );
  for (const { id } of waiting) await deliverMessage(api.steward.database, mail, api.world.acme.id, id, log);
}

const states = () =>
  inAcme((tx) =>
    tx.query<{ state: string; problem: string | null }>(
      'select state, problem from outgoing_message where organisation_id = $1',
      [tx.organisationId],
    ),
  );

test('nobody gets a digest before the diagnosis of the morning', async () => {
  expect(await sendDigestsAt(NINE)).toBe(0);
});

test('the morning e-mail says which account, and what to do; it comes once, to those who have something to do', async () => {
  await inAcme((tx) =>
    tx.execute(
      `insert into diagnosis (organisation_id, as_of, kind, finished_at) values ($1, '2026-03-10', 'nightly', now())`,
      [tx.organisationId],
    ),
  );
  expect(await sendDigestsAt(NINE)).toBe(1);
  expect(await sendDigestsAt(new Date('2026-03-10T09:00:00Z'))).toBe(0);
  await deliverAll();
  await deliverAll();
  expect(received).toHaveLength(1);
  const message = await PostalMime.parse(received[0]!);
  expect(message.to).toMatchObject([{ address: 'carl@acme.example' }]);
  expect(message.subject).toBe('1 thing for you today, first: Borealis & <b>Sons</b>');
  expect(message.text).toContain('Next: Find the root cause');
  expect(message.text).toContain(`https://steward.example/o/acme/accounts/${ACCOUNT}`);
  // A customer's name is text in the HTML too.
  expect(message.html).toContain('Borealis &amp; &lt;b&gt;Sons&lt;/b&gt;');
});

test('a mail server that refuses is asked again later, and the message says why it waits', async () => {
  await inAcme((tx) => tx.execute('delete from outgoing_message where organisation_id = $1', [tx.organisationId]));
  await sendDigestsAt(NINE);
  refuses = true;
  await expect(deliverAll()).rejects.toThrow('Try again later');
  expect(await states()).toMatchObject([{ state: 'queued', problem: expect.stringContaining('Try again later') }]);
  refuses = false;
  await deliverAll();
  expect(received).toHaveLength(1);
  expect(await states()).toEqual([{ state: 'sent', problem: null }]);
});

test('after the last attempt an e-mail has failed, and says why', async () => {
  await inAcme((tx) => tx.execute('delete from outgoing_message where organisation_id = $1', [tx.organisationId]));
  await sendDigestsAt(NINE);
  await inAcme((tx) =>
    tx.execute('update outgoing_message set attempts = 24 where organisation_id = $1', [tx.organisationId]),
  );
  refuses = true;
  await expect(deliverAll()).rejects.toThrow('Try again later');
  refuses = false;
  expect(await states()).toMatchObject([{ state: 'failed', problem: expect.stringContaining('Try again later') }]);
});

test('a mail server that is out for days is asked for four of them, as mail servers ask each other', async () => {
  await inAcme((tx) => tx.execute('delete from outgoing_message where organisation_id = $1', [tx.organisationId]));
  await sendDigestsAt(NINE);
  const { rows } = await api.steward.database.queue.query<{ most: number }>(
    `select max(max_attempts)::int as most from graphile_worker._private_jobs where payload #>> '{event,name}' = 'message.queued'`,
  );
  // The queue waits for e to the power of the attempts so far, in seconds, and from the tenth on no longer.
  const pauses = Array.from({ length: rows[0]!.most - 1 }, (_, failed) => Math.exp(Math.min(failed + 1, 10)));
  const days = pauses.reduce((sum, seconds) => sum + seconds, 0) / 86_400;
  expect(days).toBeGreaterThan(3.9);
  expect(days).toBeLessThan(5);
});

test('without a mail server a message says what is missing, and is not lost', async () => {
  await inAcme((tx) => tx.execute('delete from outgoing_message where organisation_id = $1', [tx.organisationId]));
  await sendDigestsAt(NINE);
  const [{ id }] = (await inAcme((tx) =>
    tx.query<{ id: string }>('select id from outgoing_message where organisation_id = $1', [tx.organisationId]),
  )) as [{ id: string }];
  await deliverMessage(api.steward.database, null, api.world.acme.id, id, log);
  expect(await states()).toMatchObject([{ state: 'failed', problem: expect.stringContaining('SMTP_URL') }]);
});

test('nothing leaves the sample, whose people do not exist', async () => {
  await inAcme(async (tx) => {
    await tx.execute('delete from outgoing_message where organisation_id = $1', [tx.organisationId]);
  });
  await sendDigestsAt(NINE);
  const sample = (is: boolean) =>
    inAcme((tx) =>
      tx.execute('update organisation set is_sample = $2 where organisation_id = $1', [tx.organisationId, is]),
    );
  await sample(true);
  await deliverAll();
  await sample(false);
  expect(received).toEqual([]);
  expect(await states()).toMatchObject([{ state: 'failed', problem: expect.stringContaining('sample') }]);
});
