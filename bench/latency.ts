import { randomUUID } from 'node:crypto';
import { readConfig } from '../server/config/read-config.ts';
import { SCOPES, systemActor } from '../server/context/actor.ts';
import { inOrganisation } from '../server/context/transaction.ts';
import { addMember } from '../server/identity/add-member.ts';
import { createApiKey } from '../server/identity/create-api-key.ts';
import { createOrganisation } from '../server/identity/create-organisation.ts';
import { openSignIn } from '../server/identity/sign-in.ts';
import { createLog } from '../server/lib/log.ts';
import { startSteward } from '../server/main.ts';
import { publishLibrary } from '../server/playbooks/publish-library.ts';
import { publishPlaybook } from '../server/playbooks/publish-playbook.ts';
import { createWriteKey } from '../server/sources/create-write-key.ts';
import { FAILED_EXPORT } from './latency/playbook.ts';
import { type BenchDatabase, openBenchDatabase } from './lib/bench-database.ts';

// npm run bench latency [seconds]: from the acknowledgement of an event to the open situation readable over the API, at 100 events a second.

const ACCOUNTS = 10_000;
const EVENTS_A_SECOND = 100;
const SECONDS = Number(process.argv[2] ?? 30);
const PORT = 4199;
const ADDRESS = `http://127.0.0.1:${PORT}`;
const PATIENCE_MS = 60_000;

const bench = await openBenchDatabase();
try {
  const { writeKey, apiKey } = await prepare(bench);
  const config = readConfig({
    PORT: String(PORT),
    STEWARD_SECRET: bench.secret,
    LOG_LEVEL: 'silent',
    STEWARD_URL: ADDRESS,
  });
  const steward = await startSteward(config, bench.database, createLog('silent'));
  try {
    await settle(bench);
    const latencies = await run(writeKey, apiKey);
    report(latencies);
  } finally {
    await steward.stop();
  }
} finally {
  await bench.close();
}

async function prepare({ database, administrator }: BenchDatabase): Promise<{ writeKey: string; apiKey: string }> {
  const log = createLog('silent');
  const { id } = await createOrganisation(database, {
    slug: 'bench',
    name: 'Bench',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
  });
  const system = systemActor(id);
  const secret = bench.secret;
  const signIn = openSignIn({ identity: database.identity, publicUrl: ADDRESS, secret, log });
  const member = await addMember(database, signIn, system, { name: 'Ada', email: 'ada@bench.example', role: 'admin' });
  const ada = {
    kind: 'member',
    organisationId: id,
    memberId: member.id,
    name: 'Ada',
    role: 'admin',
    scopes: SCOPES,
  } as const;
  await inOrganisation(database, system, async (tx) => {
    await publishLibrary(tx);
    await publishPlaybook(tx, FAILED_EXPORT);
  });
  const source = await inOrganisation(database, system, (tx) =>
    tx.one<{ id: string }>(
      'source',
      `insert into source (organisation_id, name, kind) values ($1, 'product', 'tracking') returning id`,
      [id],
    ),
  );
  await administrator.query(
    `insert into account (organisation_id, slot, name) select $1, s, 'Account ' || s from generate_series(0, $2::int - 1) s`,
    [id, ACCOUNTS],
  );
  await administrator.query(
    `insert into account_identity (organisation_id, source_id, external_id, account_id)
     select organisation_id, $2, 'account-' || slot, id from account where organisation_id = $1`,
    [id, source.id],
  );
  await administrator.query('update organisation set next_account_slot = $2 where organisation_id = $1', [
    id,
    ACCOUNTS,
  ]);
  await administrator.query('vacuum analyze');
  const { key: writeKey } = await createWriteKey(database, ada, source.id);
  const { key: apiKey } = await createApiKey(database, ada, { name: 'bench', scopes: ['read'] });
  return { writeKey, apiKey };
}

/** Waits until what follows from setting up is done: the diagnosis with the playbooks that were published. */
async function settle({ administrator }: BenchDatabase): Promise<void> {
  for (;;) {
    const { rows } = await administrator.query(
      'select from graphile_worker._private_jobs where run_at <= now() limit 1',
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sends one event a hundredth of a second, each for an account of its own; the milliseconds until each situation could be read. */
async function run(writeKey: string, apiKey: string): Promise<number[]> {
  const acknowledged = new Map<string, number>();
  const latencies: number[] = [];
  const total = EVENTS_A_SECOND * SECONDS;
  let isSending = true;
  const reading = read(apiKey, acknowledged, latencies, () => isSending || latencies.length < total);
  const started = performance.now();
  const sending: Promise<void>[] = [];
  for (let i = 0; i < total; i++) {
    const wait = started + (i * 1000) / EVENTS_A_SECOND - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    sending.push(send(writeKey, i, acknowledged));
  }
  await Promise.all(sending);
  isSending = false;
  await reading;
  if (latencies.length !== total) throw new Error(`Of ${total} events, ${latencies.length} became situations.`);
  return latencies;
}

async function send(writeKey: string, account: number, acknowledged: Map<string, number>): Promise<void> {
  const response = await fetch(`${ADDRESS}/v1/track`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${writeKey}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      event: 'export_failed',
      userId: `user-${account}`,
      messageId: randomUUID(),
      context: { groupId: `account-${account}` },
    }),
  });
  if (response.status !== 200)
    throw new Error(`The event was answered with ${response.status}: ${await response.text()}`);
  acknowledged.set(`Account ${account}`, performance.now());
}

/** Reads the newest open situations again and again, as a screen would, and notes when each is first there. */
async function read(
  apiKey: string,
  acknowledged: ReadonlyMap<string, number>,
  latencies: number[],
  goesOn: () => boolean,
): Promise<void> {
  const seen = new Set<string>();
  const giveUp = performance.now() + SECONDS * 1000 + PATIENCE_MS;
  while (goesOn() && performance.now() < giveUp) {
    const response = await fetch(
      `${ADDRESS}/api/organisations/bench/situations?state=open&playbook=failed-export&limit=500`,
      {
        headers: { authorization: `Bearer ${apiKey}` },
      },
    );
    const { situations } = (await response.json()) as { situations: { account: { name: string } }[] };
    const now = performance.now();
    for (const { account } of situations) {
      if (seen.has(account.name)) continue;
      seen.add(account.name);
      // Read before the acknowledgement arrived: no time at all has passed for the sender.
      latencies.push(Math.max(0, now - (acknowledged.get(account.name) ?? now)));
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function report(latencies: readonly number[]): void {
  const sorted = [...latencies].sort((a, b) => a - b);
  const percentile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0);
  console.log(
    `${sorted.length} events at ${EVENTS_A_SECOND} a second, ${ACCOUNTS.toLocaleString('en')} accounts; milliseconds from acknowledged to readable:`,
  );
  console.log(
    `p50 ${percentile(0.5)}, p90 ${percentile(0.9)}, p99 ${percentile(0.99)}, most ${sorted.at(-1)!.toFixed(0)} (aim: p99 under 1000)`,
  );
}
