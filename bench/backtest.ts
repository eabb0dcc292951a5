import { systemActor } from '../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../server/context/transaction.ts';
import { answerFirings, answerSnapshots } from '../server/learning/backtest/answer.ts';
import { conditionsOf } from '../server/learning/backtest/backtest.ts';
import { existingRows } from '../server/learning/backtest/existing-rows.ts';
import { openPast, type Past } from '../server/learning/backtest/open-past.ts';
import { snapshotDays } from '../server/learning/backtest/snapshot-days.ts';
import { testFirings } from '../server/learning/backtest/test-firings.ts';
import { testSnapshots } from '../server/learning/backtest/test-snapshots.ts';
import { triggerOfCondition } from '../server/learning/backtest/tested-trigger.ts';
import { type EpochDay, epochDay, isoDate } from '../server/lib/days.ts';
import { type Counts, countInSql } from './backtest/in-sql.ts';
import { FIRST_DAY, fill, HISTORY_DAYS, NIGHTS } from './diagnosis/data.ts';
import { type BenchDatabase, openBenchDatabase } from './lib/bench-database.ts';
import { type Measured, measure } from './lib/cpu.ts';

// npm run bench backtest [accounts ...]: one trigger over 365 days in both readings, against SQL window functions over the same facts.

const DAYS = 365;
const HALF = 160;
const HORIZON = 28;
const SILENT = 14;
const TRUTH = 'usage.active_days_28d == 0';
const ELIGIBLE = 'usage.active_days_total >= 3';
const TIMES = 4;

const to = epochDay(FIRST_DAY) + NIGHTS + 1;
const history = snapshotDays(epochDay(FIRST_DAY) - HISTORY_DAYS, to, 'day');

/** The days that are asked about, and those from which the trigger remembers. */
interface Days {
  readonly from: EpochDay;
  readonly derived: readonly EpochDay[];
}

const year: Days = { from: to - HORIZON - DAYS + 1, derived: history };
/** The same as if history had begun in the middle. */
const halfYear: Days = { from: to - HORIZON - HALF + 1, derived: history.slice(-history.length / 2) };

const sizes = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const seconds = new Map<number, number>();
for (const accounts of sizes.length > 0 ? sizes : [5000, 10_000]) seconds.set(accounts, await run(accounts));
const [smallest, largest] = [Math.min(...seconds.keys()), Math.max(...seconds.keys())];
if (smallest < largest)
  console.log(
    `\n${(largest / smallest).toFixed(1)} times the accounts take ${(seconds.get(largest)! / seconds.get(smallest)!).toFixed(1)} times as long`,
  );

async function run(accounts: number): Promise<number> {
  const bench = await openBenchDatabase();
  try {
    console.log(`\n${accounts.toLocaleString('en')} accounts, ${DAYS} days: filling ...`);
    const organisationId = await fill(bench.administrator, accounts);
    const inside = <Result>(work: (tx: Transaction) => Promise<Result>) =>
      inOrganisation(bench.database, systemActor(organisationId), work);
    // Usage is brought into columns by the night, not by a back-test.
    await inside((tx) => open(tx, SILENT, year));
    await bench.administrator.query('vacuum analyze');
    const tryOut = (days: Days) => measure(bench.postmaster, () => inside((tx) => bothReadings(tx, SILENT, days)));
    const runs: Measured<Counts>[] = [];
    for (let i = 0; i < TIMES; i++) runs.push(await tryOut(year));
    for (const one of runs) console.log(`both readings: ${ms(one.seconds)}, CPU ${ms(one.cpu)} (aim: under 1000 ms)`);
    const best = quickest(runs);
    const shorter = quickest([await tryOut(halfYear), await tryOut(halfYear)]);
    console.log(
      `${(history.length / halfYear.derived.length).toFixed(1)} times the days take ${(best.cpu / shorter.cpu).toFixed(1)} times the CPU (${ms(shorter.cpu)} for half)`,
    );
    await slide(bench, inside);
    const sql = await measure(bench.postmaster, () =>
      countInSql(bench.administrator, organisationId, {
        from: isoDate(year.from),
        to: isoDate(to),
        firstDay: FIRST_DAY,
        horizon: HORIZON,
        silentDays: SILENT,
      }),
    );
    console.log(`SQL window functions: ${ms(sql.seconds)}, CPU ${ms(sql.cpu)}`);
    mustAgree(best.result, sql.result);
    console.log(`Both count the same: ${JSON.stringify(sql.result)}.`);
    console.log(
      `${(sql.seconds / best.seconds).toFixed(1)} times faster, ${(sql.cpu / best.cpu).toFixed(1)} times less CPU (aim: 20 times)`,
    );
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(`Memory of Steward's process: ${peak.toFixed(0)} MB at most (aim: under 500)`);
    return best.cpu;
  } finally {
    await bench.close();
  }
}

/** What a threshold that moves takes, once the past is open. */
async function slide(
  { postmaster }: BenchDatabase,
  inside: <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>,
): Promise<void> {
  const { past, exists } = await inside((tx) => open(tx, SILENT, year));
  snapshotsOf(past, exists, SILENT, year);
  firingsOf(past, exists, SILENT, year);
  for (const silent of [15, 16, 17, 18]) {
    const snapshots = await measure(postmaster, async () => snapshotsOf(past, exists, silent, year));
    const firings = await measure(postmaster, async () => firingsOf(past, exists, silent, year));
    console.log(
      `slider to ${silent} days: snapshots ${ms(snapshots.seconds)}, firings ${ms(firings.seconds)} (aim: under 150 ms each)`,
    );
  }
}

async function open(tx: Transaction, silent: number, { derived }: Days) {
  const past = await openPast(tx, derived, conditionsOf(triggerOf(silent), TRUTH));
  return { past, exists: await existingRows(tx, past.rows.count) };
}

async function bothReadings(tx: Transaction, silent: number, days: Days): Promise<Counts> {
  const { past, exists } = await open(tx, silent, days);
  const { rows, positives, flagged, true_positives } = snapshotsOf(past, exists, silent, days);
  const { firings, right } = firingsOf(past, exists, silent, days);
  return { rows, positives, flagged, true_positives, firings, right };
}

function triggerOf(silent: number) {
  return triggerOfCondition(`usage.days_since_last >= ${silent}`, ELIGIBLE);
}

/** With intervals, as the page shows them. */
function snapshotsOf(past: Past, exists: Uint8Array, silent: number, { from }: Days) {
  const { when, eligible } = triggerOf(silent);
  const asked = snapshotDays(from, to - HORIZON, 'day');
  const { tally } = testSnapshots(past, { when, eligible, truth: TRUTH, horizon: HORIZON, days: asked, exists });
  return answerSnapshots(tally, asked.length, true);
}

function firingsOf(past: Past, exists: Uint8Array, silent: number, { from }: Days) {
  const test = testFirings(past, { trigger: triggerOf(silent), truth: TRUTH, horizon: HORIZON, from, to, exists });
  return answerFirings(test, { from, to: to - HORIZON, tasks: 1, people: 1 });
}

function quickest(runs: readonly Measured<Counts>[]): Measured<Counts> {
  return runs.reduce((a, b) => (b.cpu < a.cpu ? b : a));
}

function ms(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}

function mustAgree(ours: Counts, theirs: Counts): void {
  for (const [name, count] of Object.entries(theirs))
    if (ours[name as keyof Counts] !== count)
      throw new Error(`${name}: ${ours[name as keyof Counts]} here, ${count} by SQL.`);
}
