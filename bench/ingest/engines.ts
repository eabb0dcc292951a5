import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { from as copyFrom } from 'pg-copy-streams';
import type { BenchDatabase } from '../lib/bench-database.ts';
import { measure } from '../lib/cpu.ts';
import type { SentEvent } from './events.ts';
import type { Prepared } from './prepare.ts';

const PORT = 4198;
const SENDERS = 32;
const COPIED_AT_ONCE = 1_000;

/** Seconds of CPU of one way of writing the events: of the process that writes, and of PostgreSQL. */
export interface Ingested {
  readonly process: number;
  readonly database: number;
  readonly seconds: number;
}

/** Steward's web process, apart from this one, so that what sends the events is not counted. */
export async function startServer({ connection, secret }: BenchDatabase) {
  const runner = fileURLToPath(new URL('../../bin/run.mjs', import.meta.url));
  const script = fileURLToPath(new URL('server.ts', import.meta.url));
  // As every program of ours is begun, with the settings of the engine that go with it.
  const child = fork(runner, [script, JSON.stringify({ connection, secret, port: PORT })]);
  await once(child, 'message');
  return {
    cpu: () => cpuOf(child),
    async stop() {
      child.send('stop');
      await once(child, 'exit');
    },
  };
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu');
  const [{ cpu }] = (await once(child, 'message')) as [{ cpu: number }];
  return cpu / 1e6;
}

/** Sends batches to /v1/batch from a few connections until all have been acknowledged. */
export async function sendBatches(
  bench: BenchDatabase,
  server: { cpu(): Promise<number> },
  { writeKey }: Prepared,
  sent: readonly SentEvent[],
  size: number,
): Promise<Ingested> {
  const bodies: Buffer[] = [];
  for (let from = 0; from < sent.length; from += size)
    bodies.push(
      Buffer.from(JSON.stringify({ batch: sent.slice(from, from + size), sentAt: new Date().toISOString() })),
    );
  const before = await server.cpu();
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const { database, seconds } = await measure(bench.postmaster, async () => {
    let next = 0;
    const send = async () => {
      while (next < bodies.length) await post(agent, writeKey, bodies[next++]!);
    };
    await Promise.all(Array.from({ length: SENDERS }, send));
  });
  const process = (await server.cpu()) - before;
  agent.destroy();
  return { process, database, seconds };
}

function post(agent: Agent, writeKey: string, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const options = {
      host: '127.0.0.1',
      port: PORT,
      path: '/v1/batch',
      method: 'POST',
      agent,
      headers,
      auth: `${writeKey}:`,
    };
    const sending = request(options, (response) => {
      let answer = '';
      response.setEncoding('utf8').on('data', (text) => {
        answer += text;
      });
      response.on('end', () => {
        if (answer === '{"success":true}') resolve();
        else reject(new Error(`A batch was answered with ${response.statusCode} ${answer.slice(0, 300)}`));
      });
    });
    sending.on('error', reject).end(body);
  });
}

/**
 * COPY of the same rows, made ready before, into a table with nothing but the primary key of `usage_event`. Nobody sweeps it: it would be
 * done while others are measured.
 */
export async function copyRows(
  bench: BenchDatabase,
  { organisationId, sourceId }: Prepared,
  sent: readonly SentEvent[],
): Promise<Ingested> {
  const { administrator, postmaster } = bench;
  await administrator.query(`drop table if exists copied; create table copied (like usage_event including defaults,
    primary key (organisation_id, source_id, message_id))
    with (autovacuum_enabled = off); checkpoint`);
  const rows = sent.map(({ messageId, userId, event, timestamp, properties }, n) =>
    [organisationId, sourceId, messageId, n % 1000, event, userId, timestamp, JSON.stringify(properties)].join('\t'),
  );
  const chunks: Buffer[] = [];
  for (let from = 0; from < rows.length; from += COPIED_AT_ONCE)
    chunks.push(Buffer.from(`${rows.slice(from, from + COPIED_AT_ONCE).join('\n')}\n`));
  const columns = 'organisation_id, source_id, message_id, account_slot, event, user_key, occurred_at, properties';
  const { own, database, seconds } = await measure(postmaster, () =>
    pipeline(Readable.from(chunks), administrator.query(copyFrom(`copy copied (${columns}) from stdin`))),
  );
  return { process: own, database, seconds };
}
