import { copyRows, type Ingested, sendBatches, startServer } from './ingest/engines.ts';
import { events, type SentEvent } from './ingest/events.ts';
import { type Prepared, prepare } from './ingest/prepare.ts';
import { type BenchDatabase, openBenchDatabase } from './lib/bench-database.ts';
import { median } from './lib/median.ts';

// npm run bench ingest [events]: the CPU of /v1/batch, exactly once and rolled up, against a raw COPY of the same events, by turns.

const EVENTS = Number(process.argv[2] ?? 200_000);
const WARMING = 40_000;
const ACCOUNTS = 5_000;
const SIZES = [100, 500];
const ROUNDS = 5;
const AIM = 6;
const TABLES = ['usage_event', 'usage_day', 'usage_user_day', 'usage_stale'];

const bench = await openBenchDatabase();
try {
  await run(bench);
} finally {
  await bench.close();
}

async function run(bench: BenchDatabase): Promise<void> {
  const prepared = await prepare(bench, ACCOUNTS);
  const server = await startServer(bench);
  try {
    await sendBatches(bench, server, prepared, [...events(WARMING, ACCOUNTS, 1)], SIZES[0]!);
    const sent = [...events(EVENTS, ACCOUNTS, 2)];
    const floors: Ingested[] = [];
    const ours = SIZES.map((size) => ({ size, rounds: [] as Ingested[] }));
    for (let round = 0; round < ROUNDS; round++) {
      floors.push(await copyRows(bench, prepared, sent));
      for (const { size, rounds } of ours) {
        await bench.administrator.query(
          `truncate ${TABLES.join(', ')}; update usage_epoch set number = number + 1; checkpoint`,
        );
        rounds.push(await sendBatches(bench, server, prepared, sent, size));
        await mustBeThereOnce(bench, prepared, sent);
      }
    }
    report(floors, ours);
    await mustIgnoreRepeats(bench, server, prepared, sent);
  } finally {
    await server.stop();
  }
}

/** Every event once, and the rollups as a plain count has them. */
async function mustBeThereOnce(bench: BenchDatabase, { organisationId }: Prepared, sent: readonly SentEvent[]) {
  const exports = sent.filter(({ event }) => event === 'Report Exported');
  const expected = {
    events: sent.length,
    all: sent.length,
    exports: exports.length,
    pages: exports.reduce((sum, { properties }) => sum + Number(properties.pages), 0),
    pdfs: sent.filter(({ properties }) => properties.format === 'pdf').length,
    users: new Set(sent.map(({ userId }) => userId)).size,
  };
  const { rows } = await bench.administrator.query(
    `select (select count(*) from usage_event where organisation_id = $1)::int as events,
       sum(amount) filter (where metric = 0) as all, sum(amount) filter (where metric = 1) as exports,
       sum(amount) filter (where metric = 2) as pages, sum(amount) filter (where metric = 3) as pdfs,
       (select count(distinct (account_slot, user_hash)) from usage_user_day where organisation_id = $1)::int as users
     from usage_day where organisation_id = $1`,
    [organisationId],
  );
  if (JSON.stringify(rows[0]) !== JSON.stringify(expected))
    throw new Error(`Not what was sent: ${JSON.stringify(rows[0])} instead of ${JSON.stringify(expected)}`);
}

async function mustIgnoreRepeats(
  bench: BenchDatabase,
  server: Awaited<ReturnType<typeof startServer>>,
  prepared: Prepared,
  sent: readonly SentEvent[],
) {
  const again = await sendBatches(bench, server, prepared, sent.slice(0, WARMING), SIZES.at(-1)!);
  await mustBeThereOnce(bench, prepared, sent);
  print(`${WARMING.toLocaleString('en')} of them again, which changes nothing`, again, WARMING);
}

function report(floors: readonly Ingested[], ours: readonly { size: number; rounds: readonly Ingested[] }[]): void {
  console.log(
    `${EVENTS.toLocaleString('en')} events of ${ACCOUNTS.toLocaleString('en')} accounts, 3 metrics, ${ROUNDS} rounds; CPU an event:`,
  );
  for (const one of floors) print('COPY into a table with the same primary key', one);
  for (const { size, rounds } of ours)
    for (const one of rounds) print(`/v1/batch with ${size} events a request, once each, rolled up`, one);
  for (const { size, rounds } of ours) {
    // Each round beside its own: the machine may be slower in one than in another.
    const times = rounds.map((one, round) => cpu(one) / cpu(floors[round]!)).sort((a, b) => a - b);
    console.log(
      `${median(times).toFixed(1)} times the CPU of COPY with ${size} events a request ` +
        `(${times[0]!.toFixed(1)} to ${times.at(-1)!.toFixed(1)}; aim: at most ${AIM})`,
    );
  }
}

function cpu({ process, database }: Ingested): number {
  return process + database;
}

function print(what: string, { process, database, seconds }: Ingested, count = EVENTS): void {
  const each = (cpu: number) => `${((cpu / count) * 1e6).toFixed(1)} us`;
  const rate = Math.round(count / seconds).toLocaleString('en');
  console.log(
    `  ${each(process + database).padStart(8)}  ${what}: process ${each(process)}, PostgreSQL ${each(database)}; ${rate} events/s`,
  );
}
