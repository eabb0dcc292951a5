import { randomUUID } from 'node:crypto';
import { type BenchDatabase, openBenchDatabase } from './lib/bench-database.ts';
import { type Measured, measure } from './lib/cpu.ts';
import { advanceAll, bareJobs, oneRowTransactions } from './runs/engines.ts';
import { openRunsForBench } from './runs/prepare.ts';

// npm run bench runs [open runs]: open runs with 8 steps, each advanced by an event, beside as many bare jobs and one-row transactions.

const RUNS = Number(process.argv[2] ?? 10_000);
/** Events that become known together, as those of a diagnosis do, are written together. */
const TOGETHER = 50;

const bench = await openBenchDatabase();
try {
  await compare(bench);
} finally {
  await bench.close();
}

/** Does each with the same number, one after the other on the same database, and prints what a second holds. */
async function compare({ database, administrator, postmaster }: BenchDatabase): Promise<void> {
  const { organisationId, runIds } = await openRunsForBench(database, administrator, RUNS);
  const events = (step: string) => runIds.map((runId) => ({ runId, step, id: randomUUID() }));
  const rows = await measure(postmaster, () => oneRowTransactions(database, organisationId, RUNS));
  const jobs = await measure(postmaster, () => bareJobs(database, RUNS));
  const single = await measure(postmaster, () => advanceAll(database, organisationId, events('step-1'), 1));
  const grouped = await measure(postmaster, () => advanceAll(database, organisationId, events('step-2'), TOGETHER));
  for (const { result } of [single, grouped])
    if (result !== RUNS) throw new Error(`Of ${RUNS} events, ${result} moved a run.`);
  console.log(`${RUNS} open runs with 8 steps, ${RUNS} of each`);
  print('one-row transactions', rows, rows);
  print('bare jobs', jobs, rows);
  print('events, one by one', single, rows);
  print(`events, ${TOGETHER} together`, grouped, rows);
  console.log(`Aim: 0.50. Beside bare jobs: ${ratio(jobs, single)} one by one, ${ratio(jobs, grouped)} together.`);
}

function print(name: string, { seconds, cpu }: Measured<unknown>, rows: Measured<unknown>): void {
  const rate = (RUNS / seconds).toFixed(0).padStart(7);
  const each = ((cpu / RUNS) * 1e6).toFixed(0).padStart(6);
  console.log(`${name.padEnd(22)} ${rate} a second, ${each} us of CPU each, ratio ${ratio(rows, { seconds })}`);
}

function ratio(of: Pick<Measured<unknown>, 'seconds'>, to: Pick<Measured<unknown>, 'seconds'>): string {
  return (of.seconds / to.seconds).toFixed(2);
}
