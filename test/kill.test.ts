import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type MemberActor, SCOPES, systemActor } from '../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../server/context/transaction.ts';
import { createApiKey } from '../server/identity/create-api-key.ts';
import { findOrganisation } from '../server/identity/list-organisations.ts';
import { membersOf } from '../server/identity/member.ts';
import { createSource } from '../server/sources/create-source.ts';
import { createWriteKey } from '../server/sources/create-write-key.ts';
import { recount } from './kill/recount.ts';
import { type Command, kill, type StewardUnderFire, startUnderFire, until } from './kill/steward-under-fire.ts';
import { basic } from './tracking.ts';

/**
 * Kills real processes with SIGKILL at random moments of imports, tracking, diagnoses and steps of runs, now and then PostgreSQL with them,
 * and compares in the end what was acknowledged with what is there. STEWARD_KILLS says how often (12 unless it is set; 50 take some ten minutes).
 */
const KILLS = Number(process.env.STEWARD_KILLS ?? 12);
const TIME_ZONE = 'America/Sao_Paulo';
const SILENT = 30;
const ROWS = 12_000;
const DAY = 86_400_000;

let steward: StewardUnderFire;
let organisationId: string;
let apiKey: string;
let writeKey: string;
/** What somebody was told is safe. */
const acknowledged = { events: new Set<string>(), tasks: new Set<string>() };
/** Every event that was sent in any way, and in the end must be there once. */
const sent = new Set<string>();
let tickets = 0;
/** How long things take here, in milliseconds: when to kill depends on it. */
const took = { command: 0, rows: 0, diagnosis: 0 };
/** Where the kills fell, told when their number was asked for. */
const fell: Record<string, string[]> = { imports: [], tracking: [], diagnoses: [], steps: [] };
const chosen = (least: number, most: number) => least + Math.random() * (most - least);
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();
const dateAgo = (days: number) => daysAgo(days).slice(0, 10);

const within = <Result>(work: (tx: Transaction) => Promise<Result>) =>
  inOrganisation(steward.database(), systemActor(organisationId), work);

function file(name: string, header: string, rows: readonly string[]): string {
  const path = join(steward.folder, name);
  writeFileSync(path, `${header}\n${rows.join('\n')}\n`);
  return path;
}

const importOf = (kind: string, path: string, ...map: string[]) =>
  steward.command('import', kind, path, '--org', 'acme', '--source', 'crm', '--create-accounts', '--map', ...map);
/** Three active days, the last of them 50 days ago: one more account that has gone silent. */
const silentRows = (account: string) =>
  [50, 53, 57].map((days) => `${account}-${days},${account},u,opened,${daysAgo(days)}`);
const usageRows = (name: string) =>
  Array.from({ length: ROWS }, (_, n) => `${name}-${n},i${n % 40},u${n % 300},opened,${daysAgo(1 + (n % 40))}`);
const startUsage = (name: string, rows: readonly string[]) =>
  importOf('usage', file(name, 'id,account,user,event,at', rows), ...USAGE);
/** Imports from beginning to end. */
async function importUsage(name: string, rows: readonly string[]): Promise<void> {
  await startUsage(name, rows).answer;
  for (const row of rows) sent.add(row.split(',')[0]!);
}
const USAGE = ['id=id', 'account=account', 'user=user', 'event=event', 'occurred_at=at'];

beforeAll(async () => {
  steward = await startUnderFire();
  const create = ['org', 'create', 'acme', '--name', 'Acme', '--timezone', TIME_ZONE, '--currency', 'BRL'];
  await steward.command(...create).answer;
  organisationId = (await findOrganisation(steward.database(), 'acme'))!.id;
  const [owner] = await within(membersOf);
  const { id: memberId, name } = owner!;
  const actor: MemberActor = { kind: 'member', organisationId, memberId, name, role: 'admin', scopes: SCOPES };
  apiKey = (await createApiKey(steward.database(), actor, { name: 'test', scopes: [...SCOPES] })).key;
  const source = await createSource(steward.database(), actor, { name: 'app', createsAccounts: true });
  writeKey = (await createWriteKey(steward.database(), actor, source.id)).key;

  const accounts = Array.from({ length: SILENT }, (_, n) => n);
  await importOf(
    'accounts',
    file(
      'accounts.csv',
      'id,name',
      accounts.map((n) => `s${n},Silent ${n}`),
    ),
    'id=id',
    'name=name',
  ).answer;
  const past = accounts.flatMap((n) => silentRows(`s${n}`));
  took.command = await timed(() => importUsage('past.csv', past));
  await importUsage('first.csv', usageRows('first'));
  const [first] = await within((tx) =>
    tx.query<{ took: number }>(
      `select extract(epoch from finished_at - started_at)::float8 * 1000 as took from import
       where organisation_id = $1 and file_name = 'first.csv'`,
      [organisationId],
    ),
  );
  took.rows = first!.took;
  for (const id of sent) acknowledged.events.add(id);
  took.diagnosis = await timed(() => steward.command('diagnose', '--org', 'acme').answer);
  await steward.serve();
}, 120_000);

afterAll(() => steward?.close(), 60_000);

/** Begins something, kills what does it, sees to it that it is done in the end, and notes what was acknowledged. */
type Attack = (moment: number) => Promise<void>;

/** Kills the server in the middle, in one of four moments PostgreSQL with it, and starts them again. */
async function killServer(moment: number): Promise<void> {
  await steward.killServer();
  if (moment % 4 === 3) await steward.killPostgres();
  await steward.serve();
}

/** Kills a command, in one of three moments PostgreSQL and the server with it. */
async function killCommand(moment: number, command: Command): Promise<void> {
  await kill(command.process);
  if (moment % 3 !== 2) return;
  await steward.killServer();
  await steward.killPostgres();
  await steward.serve();
}

/** Waits until something has begun, though not for ever, and then for a random time. */
async function inTheMiddle(hasBegun: () => boolean | Promise<boolean>, most: number): Promise<void> {
  for (const deadline = Date.now() + 5000; Date.now() < deadline && !(await hasBegun()); ) await pause(10);
  await pause(chosen(0, most));
}

async function importAttack(moment: number): Promise<void> {
  const isUsage = moment % 2 === 0;
  const name = `import-${moment}.csv`;
  const rows = isUsage
    ? usageRows(`i${moment}`)
    : Array.from({ length: ROWS }, (_, n) => `t${moment}-${n},i${n % 40},${dateAgo(1 + (n % 40))}`);
  const start = () =>
    isUsage
      ? startUsage(name, rows)
      : importOf('tickets', file(name, 'id,account,at', rows), 'id=id', 'account=account', 'opened_at=at');
  const progress = () =>
    within((tx) =>
      tx.query<{ created: number }>(
        `select rows_created as created from import where organisation_id = $1 and file_name = $2 and state <> 'uploaded'
         order by created_at`,
        [organisationId, name],
      ),
    );
  const command = start();
  await inTheMiddle(async () => (await progress()).length > 0, took.rows * 1.2);
  await killCommand(moment, command);
  const { read, created, unchanged, rejected } = await start().answer;
  // Asked only now: PostgreSQL may still have been committing when its client was killed already.
  const before = (await progress()).slice(0, -1).reduce((sum, each) => sum + each.created, 0);
  fell.imports!.push(`${before} of ${ROWS} rows`);
  // What had been committed is there and known again, the rest comes with the second.
  expect([moment, read, unchanged, created, rejected]).toEqual([moment, ROWS, before, ROWS - before, []]);
  if (isUsage) for (const row of rows) sent.add(row.split(',')[0]!);
  else tickets += ROWS;
}

async function trackingAttack(moment: number): Promise<void> {
  const batches = Array.from({ length: 60 }, (_, batch) =>
    Array.from({ length: 20 }, (_, n) => ({
      type: 'track',
      messageId: `m${moment}-${batch}-${n}`,
      userId: `user${n}`,
      event: 'opened',
      timestamp: daysAgo(chosen(0, 20)),
      context: { groupId: `tracked${(batch + n) % 10}` },
    })),
  );
  const waiting = [...batches];
  const again: typeof batches = [];
  const send = async (list: typeof batches) => {
    for (let batch = list.pop(); batch; batch = list.pop()) {
      const response = await steward.post('/v1/batch', { batch }, basic(writeKey)).catch(() => null);
      if (response?.status === 200) for (const { messageId } of batch) acknowledged.events.add(messageId);
      else again.push(batch);
    }
  };
  const known = acknowledged.events.size;
  const senders = Promise.all([send(waiting), send(waiting), send(waiting)]);
  await inTheMiddle(() => moment % 4 === 0 || acknowledged.events.size > known, 700);
  await killServer(moment);
  await senders;
  fell.tracking!.push(`${batches.length - again.length} of ${batches.length} batches`);
  // As the libraries do: what was not acknowledged is sent again, though it may have arrived.
  const [failed, all] = [[...again], again.splice(0)];
  await send(all);
  expect([moment, again.length]).toEqual([moment, 0]);
  for (const { messageId } of [...batches.flat(), ...failed.flat()]) sent.add(messageId);
}

/** Of six more silent accounts: kills the command that diagnoses, or the server, which does so because something was imported. */
async function diagnosisAttack(moment: number): Promise<void> {
  const accounts = Array.from({ length: 6 }, (_, n) => `d${moment}-${n}`);
  await importUsage(`silent-${moment}.csv`, accounts.flatMap(silentRows));
  const start = () => steward.command('diagnose', '--org', 'acme');
  if (moment % 2 === 0) {
    const command = start();
    await pause(chosen(took.command * 0.7, took.diagnosis));
    await killCommand(moment, command);
  } else {
    await pause(chosen(0, took.diagnosis));
    await killServer(moment);
  }
  const [found] = await within((tx) =>
    tx.query<{ situations: number; runs: number }>(
      `select count(s.id)::int as situations, count(r.id)::int as runs from account a
       join situation s on s.organisation_id = $1 and s.account_id = a.id
       left join run r on r.organisation_id = $1 and r.situation_id = s.id
       where a.organisation_id = $1 and a.name = any($2)`,
      [organisationId, accounts],
    ),
  );
  fell.diagnoses!.push(`${found!.situations} situations and ${found!.runs} runs of 6`);
  await start().answer;
}

async function stepsAttack(moment: number): Promise<void> {
  const open = await within((tx) =>
    tx.query<{ id: string }>(
      `select id from task where organisation_id = $1 and state = 'open' and run_id is not null order by random() limit 12`,
      [organisationId],
    ),
  );
  expect(open.length).toBeGreaterThan(0);
  const again: string[] = [];
  const complete = async (list: string[]) => {
    for (let id = list.pop(); id; id = list.pop()) {
      const path = `/api/organisations/acme/tasks/${id}/completion`;
      const response = await steward
        .post(path, { note: 'done' }, { Authorization: `Bearer ${apiKey}` })
        .catch(() => null);
      if (response?.status === 204) acknowledged.tasks.add(id);
      // 409: done already though nobody was told, or its run has ended meanwhile.
      else if (response?.status !== 409) again.push(id);
    }
  };
  const waiting = open.map(({ id }) => id);
  const known = acknowledged.tasks.size;
  const workers = Promise.all([complete(waiting), complete(waiting)]);
  await inTheMiddle(() => moment % 4 === 0 || acknowledged.tasks.size > known, 100);
  await killServer(moment);
  await workers;
  fell.steps!.push(`${open.length - again.length} of ${open.length} steps`);
  await complete(again.splice(0));
  expect([moment, again]).toEqual([moment, []]);
}

const ATTACKS: readonly Attack[] = [importAttack, trackingAttack, diagnosisAttack, stepsAttack];

describe(`killed at ${KILLS} random moments`, () => {
  test('it goes on each time', { timeout: KILLS * 60_000 }, async () => {
    for (let moment = 0; moment < KILLS; moment++)
      await ATTACKS[moment % ATTACKS.length]!(Math.floor(moment / ATTACKS.length));
    if (process.env.STEWARD_KILLS) console.log(JSON.stringify(fell, null, 1));
  });

  test('the queue comes to rest, and nothing in it has failed for good', { timeout: 240_000 }, async () => {
    const waiting = async (condition: string) => {
      const { rows } = await steward
        .database()
        .queue.query(`select last_error, attempts from graphile_worker._private_jobs where ${condition}`);
      return rows;
    };
    await until('all jobs done', 200, async () => (await waiting(DUE)).length === 0);
    expect(await waiting('attempts >= max_attempts')).toEqual([]);
  });

  test('nothing that was acknowledged is lost, and nothing is doubled', { timeout: 60_000 }, async () => {
    const stored = await within((tx) =>
      tx.query<{ id: string }>('select message_id as id from usage_event where organisation_id = $1', [organisationId]),
    );
    const found = new Set(stored.map(({ id }) => id));
    expect([...acknowledged.events].filter((id) => !found.has(id))).toEqual([]);
    expect([...sent].filter((id) => !found.has(id))).toEqual([]);
    expect([stored.length, found.size]).toEqual([sent.size, sent.size]);
    expect(await within((tx) => countOf(tx, 'ticket'))).toBe(tickets);
    const tasks = await within((tx) =>
      tx.query<{ id: string; state: string }>('select id, state from task where organisation_id = $1', [
        organisationId,
      ]),
    );
    const states = new Map(tasks.map(({ id, state }) => [id, state]));
    expect([...acknowledged.tasks].filter((id) => states.get(id) !== 'done')).toEqual([]);
    if (KILLS >= 4) expect(acknowledged.tasks.size).toBeGreaterThan(0);
  });

  test('rollups, situations, runs and tasks are as a recount of the facts says', { timeout: 60_000 }, async () => {
    expect(await within((tx) => recount(tx, TIME_ZONE))).toEqual([]);
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const DUE = 'run_at <= now() and attempts < max_attempts';

async function countOf(tx: Transaction, table: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    'count',
    `select count(*) from ${table} where organisation_id = $1`,
    [tx.organisationId],
  );
  return count;
}
