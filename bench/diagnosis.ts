import { setTimeout as pause } from 'node:timers/promises';
import { systemActor } from '../server/context/actor.ts';
import { inOrganisation } from '../server/context/transaction.ts';
import { type DiagnosisResult, diagnoseOrganisation } from '../server/diagnosis/diagnose-organisation.ts';
import { readMemories } from '../server/diagnosis/trigger-store.ts';
import { epochDay, isoDate } from '../server/lib/days.ts';
import { allRows } from '../server/signals/columns/rows.ts';
import { FIRST_DAY, fill, keyOf, NIGHTS } from './diagnosis/data.ts';
import { countWindowRows, type Matches, queryPerAccount, queryPerTrigger } from './diagnosis/engines.ts';
import { TRIGGERS } from './diagnosis/triggers.ts';
import { type BenchDatabase, openBenchDatabase } from './lib/bench-database.ts';
import { type Measured, measure } from './lib/cpu.ts';
import { median } from './lib/median.ts';

// npm run bench diagnosis [accounts ...]: the nightly diagnosis against three other ways, on the same data in the same PostgreSQL.

const SAMPLED_ACCOUNTS = 300;
const SETTLED_NIGHTS = 5;
const WARM_COUNTS = 5;
const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);

const nights = new Map<number, number>();
for (const accounts of sizes.length > 0 ? sizes : [10_000, 100_000]) nights.set(accounts, await run(accounts));
const [small, large] = [nights.get(10_000), nights.get(100_000)];
if (small && large)
  console.log(
    `\nTime at 100,000 accounts is ${(large / small).toFixed(1)} times that at 10,000 (at most 12 is the aim).`,
  );

async function run(accounts: number): Promise<number> {
  const bench = await openBenchDatabase();
  try {
    console.log(`\n${accounts.toLocaleString('en')} accounts, ${TRIGGERS.length} triggers: filling ...`);
    const organisationId = await fill(bench.administrator, accounts);
    return await compare(bench, organisationId, accounts);
  } finally {
    await bench.close();
  }
}

async function compare(bench: BenchDatabase, organisationId: string, accounts: number): Promise<number> {
  const { administrator, postmaster } = bench;
  const diagnose = (day: number) =>
    measure(postmaster, () =>
      inOrganisation(bench.database, systemActor(organisationId), (tx) =>
        diagnoseOrganisation(tx, day, { kind: 'nightly' }),
      ),
    );
  const first = epochDay(FIRST_DAY);
  report('the first diagnosis, with 28 days of history', await diagnose(first), accounts);
  await administrator.query('vacuum analyze');
  // A server runs for weeks: the first nights, while its code is still being compiled, are shown and left out.
  for (let night = 1; night <= NIGHTS - SETTLED_NIGHTS; night++)
    report('a nightly diagnosis, not settled', await diagnose(first + night), accounts);
  // The bare count takes turns with the nights: both find the caches as a night leaves them, and the machine as fast as it is at the time.
  const turns: Turn[] = [];
  for (let night = NIGHTS - SETTLED_NIGHTS + 1; night <= NIGHTS; night++) {
    const diagnosed = await diagnose(first + night);
    await sweptUp(bench);
    const count = await measure(postmaster, () =>
      countWindowRows(administrator, organisationId, isoDate(first + night)),
    );
    turns.push({ night: diagnosed, count });
  }
  for (const { night, count } of turns) {
    report('a nightly diagnosis', night, accounts);
    report(`count(*) over the ${count.result.toLocaleString('en')} rows of the windows`, count, accounts);
  }
  printMemory();
  const day = isoDate(first + NIGHTS);
  const again: number[] = [];
  for (let time = 0; time < WARM_COUNTS; time++)
    again.push((await measure(postmaster, () => countWindowRows(administrator, organisationId, day))).cpu);
  const ours = await matchesOf(bench, organisationId, accounts);
  const perTrigger = await measure(postmaster, () => queryPerTrigger(administrator, organisationId, day));
  report('one SQL query per trigger', perTrigger, accounts);
  const slots = Array.from({ length: SAMPLED_ACCOUNTS }, (_, i) => Math.floor((i * accounts) / SAMPLED_ACCOUNTS));
  const perAccount = await measure(postmaster, () => queryPerAccount(administrator, organisationId, day, slots));
  report(`queries per account + json-rules-engine (${SAMPLED_ACCOUNTS} accounts)`, perAccount, SAMPLED_ACCOUNTS);
  mustAgree(ours, perTrigger.result, 'one SQL query per trigger');
  mustAgree(only(ours, slots), perAccount.result, 'queries per account');
  const cpu = median(turns.map(({ night }) => night.cpu)) / accounts;
  const floors = turns.map(({ night, count }) => night.cpu / count.cpu);
  console.log(
    `All found the same ${ours.reduce((sum, one) => sum + one.size, 0).toLocaleString('en')} matches. CPU per account:`,
  );
  console.log(
    `  ${(perAccount.cpu / SAMPLED_ACCOUNTS / cpu).toFixed(1)} times less than queries per account (aim: 75)`,
  );
  console.log(`  ${(perTrigger.cpu / accounts / cpu).toFixed(1)} times less than one SQL query per trigger (aim: 15)`);
  console.log(
    `  ${median(floors).toFixed(1)} times that of count(*) over the window rows (${Math.min(...floors).toFixed(1)} to ${Math.max(...floors).toFixed(1)}; aim: at most 10)`,
  );
  console.log(
    `  ${((cpu * accounts) / median(again)).toFixed(1)} times that of the same count(*) again and again, when it finds all of it in the cache`,
  );
  return median(turns.map(({ night }) => night.seconds));
}

/** Waits until PostgreSQL has swept up after a night, which must not count as work of what comes next. */
async function sweptUp({ administrator }: BenchDatabase): Promise<void> {
  const sweeping = `select from pg_stat_activity where backend_type = 'autovacuum worker'`;
  while ((await administrator.query(sweeping)).rowCount !== 0) await pause(200);
}

/** A night and, right after it, the count of its rows. */
interface Turn {
  readonly night: Measured<DiagnosisResult>;
  readonly count: Measured<number>;
}

function report(name: string, { seconds, cpu, own, database, result }: Measured<unknown>, accounts: number): void {
  const micro = (value: number) => `${((value / accounts) * 1e6).toFixed(1)} us`;
  console.log(
    `${name}: ${seconds.toFixed(2)} s, CPU ${cpu.toFixed(2)} s = ${micro(cpu)} an account (Steward's process ${micro(own)}, PostgreSQL ${micro(database)})`,
  );
  const phases = (result as Partial<DiagnosisResult> | null)?.phases;
  if (phases)
    console.log(`  ${phases.map(({ name: phase, seconds: took }) => `${phase} ${took.toFixed(2)} s`).join(', ')}`);
}

function printMemory(): void {
  const { rss } = process.memoryUsage();
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(
    `Memory of Steward's process: ${(rss / 2 ** 20).toFixed(0)} MB now, ${peak.toFixed(0)} MB at most (aim: under 600)`,
  );
}

/** Which accounts met each trigger on the last day, from what the triggers remember. */
async function matchesOf(bench: BenchDatabase, organisationId: string, accounts: number): Promise<Matches> {
  return inOrganisation(bench.database, systemActor(organisationId), async (tx) => {
    const memories = await readMemories(tx, allRows(accounts));
    return TRIGGERS.map((_, i) => {
      const { since } = memories.of(keyOf(i), 'condition');
      return new Set([...since.keys()].filter((slot) => since[slot]! > 0));
    });
  });
}

function only(matches: Matches, slots: readonly number[]): Matches {
  return matches.map((found) => new Set(slots.filter((slot) => found.has(slot))));
}

function mustAgree(ours: Matches, theirs: Matches, name: string): void {
  for (const [i, trigger] of TRIGGERS.entries()) {
    const missing = [...theirs[i]!].filter((slot) => !ours[i]!.has(slot));
    const extra = [...ours[i]!].filter((slot) => !theirs[i]!.has(slot));
    if (missing.length + extra.length > 0)
      throw new Error(
        `"${trigger}" differs from ${name}: ${missing.length} missing (${missing.slice(0, 3)}), ${extra.length} extra (${extra.slice(0, 3)}).`,
      );
  }
}
