import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';

/** Linux counts CPU in ticks of a hundredth of a second. */
const TICKS_A_SECOND = 100;

/** Seconds of CPU: of this process and of all processes of the PostgreSQL cluster, ended ones included. */
export interface Cpu {
  readonly own: number;
  readonly database: number;
}

/** What a piece of work took. */
export interface Measured<Result> {
  readonly result: Result;
  readonly seconds: number;
  readonly cpu: number;
  readonly own: number;
  readonly database: number;
}

/** The postmaster of the cluster that the client is connected to, which must run on this machine. */
export async function postmasterOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ directory: string }>(`select current_setting('data_directory') as directory`);
  return Number(readFileSync(`${rows[0]!.directory}/postmaster.pid`, 'utf8').split('\n')[0]);
}

/** Runs the work and measures its time and CPU, in this process and in the cluster. */
export async function measure<Result>(postmaster: number, work: () => Promise<Result>): Promise<Measured<Result>> {
  const before = cpuNow(postmaster);
  const started = performance.now();
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  const after = cpuNow(postmaster);
  const own = after.own - before.own;
  const database = after.database - before.database;
  return { result, seconds, cpu: own + database, own, database };
}

function cpuNow(postmaster: number): Cpu {
  const { user, system } = process.cpuUsage();
  let ticks = 0;
  for (const entry of readdirSync('/proc')) {
    const stat = /^\d+$/.test(entry) ? statOf(entry) : null;
    if (!stat) continue;
    if (stat.pid === postmaster) ticks += stat.ticks + stat.endedTicks;
    else if (stat.parent === postmaster) ticks += stat.ticks;
  }
  return { own: (user + system) / 1e6, database: ticks / TICKS_A_SECOND };
}

function statOf(pid: string): { pid: number; parent: number; ticks: number; endedTicks: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program stands in brackets and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const number = (field: number) => Number(fields[field - 3]);
    return { pid: Number(pid), parent: number(4), ticks: number(14) + number(15), endedTicks: number(16) + number(17) };
  } catch {
    return null; // It has ended since the directory was read.
  }
}
