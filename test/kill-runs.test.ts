import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../server/context/transaction.ts';
import { openSignIn } from '../server/identity/sign-in.ts';
import { createLog } from '../server/lib/log.ts';
import { publishPlaybook } from '../server/playbooks/publish-playbook.ts';
import { DEEDS, type Deed, type DeedKind } from './kill/deeds.ts';
import { everyKind } from './kill/every-kind.ts';
import { type Receivers, startReceivers } from './kill/receivers.ts';
import { recountRuns } from './kill/recount-runs.ts';
import { type StewardUnderFire, startUnderFire, UNDER_FIRE_SECRET, until } from './kill/steward-under-fire.ts';
import { cookieOf, createWorld, type Person, type World } from './world.ts';

/**
 * Three people work at once on runs with a step of every kind, their handoffs, exceptions and escalations, while time passes by leaps, the mail
 * server and a webhook refuse now and then, and the server is killed with SIGKILL at random moments of each kind of work, now and then
 * PostgreSQL with it. STEWARD_KILLS says how often (4 unless it is set; 50 take some four minutes).
 */
const KILLS = Number(process.env.STEWARD_KILLS ?? 4);
const ACCOUNTS = 60;
const PEOPLE = 3;
/** Of how many deeds one is of another kind than is to be killed. */
const MIXED = 4;

let steward: StewardUnderFire;
let received: Receivers;
let cast: World;
const cookies = new Map<Person, string>();
/** What somebody was told is done, by its word; the others may have been done, once. */
const acknowledged = new Map<string, Deed>();
const unknown = new Map<string, Deed>();
/** Answers that nobody should get. */
const wrong: string[] = [];
const underWay: Record<DeedKind, number> = {
  starts: 0,
  steps: 0,
  changes: 0,
  conditions: 0,
  handoffs: 0,
  exceptions: 0,
  escalations: 0,
  snoozes: 0,
};
/** Where the kills fell: what was in hand, told when their number was asked for. */
const fell: Record<string, string[]> = {};

const within = <Result>(work: (tx: Transaction) => Promise<Result>) =>
  inOrganisation(steward.database(), systemActor(cast.acme.id), work);

/** Rows of the queue. */
async function queued<Row extends object>(what: string): Promise<Row[]> {
  const { rows } = await steward
    .database()
    .queue.query(
      `${what.replaceAll('QUEUE', 'graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id')}`,
    );
  return rows as Row[];
}

beforeAll(async () => {
  received = await startReceivers();
  steward = await startUnderFire({ SMTP_URL: received.smtpUrl });
  const log = createLog('silent');
  const { identity } = steward.database();
  const signIn = openSignIn({ identity, publicUrl: steward.url, secret: UNDER_FIRE_SECRET, log });
  cast = await createWorld(steward.database(), signIn);
  for (const person of [cast.alice, cast.carl, cast.ann, cast.maya])
    cookies.set(person, await cookieOf(signIn, person));
  await within(async (tx) => {
    const { carl } = cast;
    await tx.execute(
      'update organisation set private_webhooks = true, next_account_slot = $2 where organisation_id = $1',
      [tx.organisationId, ACCOUNTS],
    );
    await tx.execute(
      `with made as (insert into account (organisation_id, slot, name, seats) select $1, n, 'Account ' || n, 10
         from generate_series(0, $2::int - 1) n returning id),
       team as (insert into account_team (organisation_id, account_id, role, member_id) select $1, id, 'csm', $3 from made),
       source as (insert into source (organisation_id, name, kind) values ($1, 'test', 'manual') returning id)
       insert into contact (organisation_id, account_id, source_id, external_id, name, email)
       select $1, made.id, source.id, made.id::text, 'Lena', 'lena@customer.example' from made, source`,
      [tx.organisationId, ACCOUNTS, carl.actor.memberId],
    );
    for (const document of everyKind(received.hookUrl)) await publishPlaybook(tx, document);
  });
  await steward.serve();
  for (let n = 0; n < 5; n++) await doOne('starts');
}, 120_000);

afterAll(async () => {
  await steward?.close();
  await received?.close();
}, 60_000);

/** Finds something of this kind to do, else of another, and asks for it. Returns what has to be asked again, since no answer came. */
async function doOne(kind: DeedKind): Promise<[string, Deed] | null> {
  const word = `w${randomBytes(6).toString('hex')}`;
  const deed = await within((tx) => DEEDS[kind](tx, cast, word));
  if (deed === null) return null;
  underWay[kind] += 1;
  const isAnswered = await ask(word, deed);
  underWay[kind] -= 1;
  return isAnswered ? null : [word, deed];
}

/** Whether there was an answer. */
async function ask(word: string, deed: Deed): Promise<boolean> {
  const [method, path] = deed.request.split(' ') as [string, string];
  const headers = { 'Content-Type': 'application/json', Cookie: cookies.get(deed.as)!, Origin: steward.url };
  const body = JSON.stringify(deed.body);
  unknown.set(word, deed);
  const response = await fetch(`${steward.url}/api/organisations/acme${path}`, { method, headers, body }).catch(
    () => null,
  );
  if (response === null) return false;
  const text = await response.text().catch(() => '');
  unknown.delete(word);
  if (response.ok) acknowledged.set(word, deed);
  else if (response.status !== 409) wrong.push(`${deed.request} ${body}: ${response.status} ${text.slice(0, 200)}`);
  return true;
}

/** Time passes by a leap: some of the timers that wait come to their end now, and what failed is tried again. */
async function leap(timers = 5): Promise<void> {
  const isTimer = `t.identifier in (${TIMERS}) and (random() < 0.05 or coalesce(j.payload ->> 'timer', '') <> 'exit')`;
  const free = 'j.locked_at is null';
  await alter('run_at = now()', `${free} and ${isTimer} and j.run_at > now() order by random() limit ${timers}`);
  await alter('run_at = now()', `${free} and j.attempts > 0`);
}

/** Changes rows of the queue that nobody is changing just now. */
async function alter(change: string, which: string): Promise<void> {
  const rows = `select j.id from QUEUE where ${which} for update of j skip locked`;
  await queued(`update graphile_worker._private_jobs set ${change} where id in (${rows})`);
}

const TIMERS = `'run_timer', 'escalation_timer', 'handoff_clock'`;

/** Until everything that is due has been done. */
const rest = () =>
  until('all jobs done', 100, async () => {
    await leap(0);
    const isDue = 'j.attempts < j.max_attempts and (j.run_at <= now() or j.attempts > 0)';
    return (await queued(`select from QUEUE where ${isDue}`)).length === 0;
  });

/** A kind of work to be killed in: what people do most meanwhile, and how to see that it has begun. */
interface Way {
  readonly deed: DeedKind;
  readonly hasBegun: () => boolean | Promise<boolean>;
  /** How long after that the kill comes at the latest, in milliseconds. */
  readonly most: number;
}

const asked = (deed: DeedKind): Way => ({ deed, hasBegun: () => underWay[deed] > 0, most: 40 });
const inHand = (deed: DeedKind, task: string): Way => ({
  deed,
  hasBegun: async () =>
    (await queued(`select from QUEUE where j.locked_at is not null and t.identifier in (${task}) limit 1`)).length > 0,
  most: 40,
});
const arrives = (deed: DeedKind, where: 'letters' | 'calls'): Way => {
  let known = -1;
  return {
    deed,
    hasBegun: () => {
      if (known < 0) known = received[where].length;
      const hasCome = received[where].length > known;
      if (hasCome) known = -1;
      return hasCome;
    },
    most: 30,
  };
};

const WAYS: Readonly<Record<string, Way>> = {
  'runs are started': asked('starts'),
  'steps are completed, decided, approved': asked('steps'),
  'steps are reopened, skipped, moved, given away': asked('changes'),
  'handoffs are accepted, returned, offered': asked('handoffs'),
  'exceptions are asked and decided': asked('exceptions'),
  'escalations are opened, raised, resolved': asked('escalations'),
  'tasks are put aside until it gets worse': asked('snoozes'),
  'conditions change': { ...asked('conditions'), most: 500 },
  'steps are performed': inHand('starts', `'run_automation'`),
  'timers fire': inHand('steps', TIMERS),
  'a webhook is called': arrives('starts', 'calls'),
  'a letter is sent': arrives('steps', 'letters'),
};

async function killIn(name: string, { deed, hasBegun, most }: Way, moment: number): Promise<void> {
  let isOver = false;
  const again: [string, Deed][] = [];
  const others = Object.keys(DEEDS) as DeedKind[];
  const person = async () => {
    while (!isOver) {
      const kind = Math.random() < 1 / MIXED ? others[Math.floor(Math.random() * others.length)]! : deed;
      const unanswered = await doOne(kind).catch((problem) => {
        if (!isOver) throw problem;
        return null; // PostgreSQL was killed while they were looking for something to do
      });
      if (unanswered) again.push(unanswered);
    }
  };
  const people = Promise.all(Array.from({ length: PEOPLE }, person));
  await pause(Math.random() * 300);
  await leap();
  for (const deadline = Date.now() + 5000; Date.now() < deadline && !(await hasBegun()); ) {
    await pause(5);
    if (Math.random() < 0.1) await leap();
  }
  await pause(Math.random() * most);
  const asking = Object.entries(underWay).filter(([, count]) => count > 0);
  isOver = true;
  await Promise.all([steward.killServer(), ...(moment % 4 === 3 ? [steward.killPostgres()] : [])]);
  await people;
  const hands = await queued<{ task: string }>(
    `select concat_ws(' ', t.identifier, j.payload ->> 'step', split_part(j.payload ->> 'timer', ':', 1), j.payload #>> '{event,name}') as task
     from QUEUE where j.locked_at > now() - interval '10 seconds'`,
  );
  const inHands = [...asking.map(([kind, count]) => `${count} ${kind}`), ...hands.map(({ task }) => task)];
  fell[name] = [...(fell[name] ?? []), inHands.join(', ')];
  await steward.serve();
  // What a killed process had in hand is given back after a while; here at once.
  await alter(`locked_at = now() - interval '1 hour'`, 'j.locked_at is not null');
  for (const [word, one] of again) if (one.isRepeatable) expect(await ask(word, one)).toBe(true);
}

describe(`killed at ${KILLS} random moments of runs`, () => {
  test('it goes on each time', { timeout: KILLS * 30_000 }, async () => {
    const ways = Object.entries(WAYS);
    const first = Math.floor(Math.random() * ways.length);
    for (let moment = 0; moment < KILLS; moment++) await killIn(...ways[(first + moment) % ways.length]!, moment);
    expect(wrong).toEqual([]);
  });

  test('the queue comes to rest, nothing in it has failed for good, and what was paused goes on', {
    timeout: 240_000,
  }, async () => {
    await rest();
    const paused = await within((tx) =>
      tx.query<{ playbook_key: string; step_id: string }>(
        'select playbook_key, step_id from automation_pause where organisation_id = $1 and resumed_at is null',
        [tx.organisationId],
      ),
    );
    for (const { playbook_key, step_id } of paused) {
      const request = `POST /automations/${playbook_key}/${step_id}/resumption`;
      expect(await ask(step_id, { as: cast.maya, request, body: {}, home: null, isRepeatable: true })).toBe(true);
    }
    await rest();
    expect(await queued('select j.payload, j.last_error from QUEUE where j.attempts >= j.max_attempts')).toEqual([]);
    expect(wrong).toEqual([]);
  });

  test('nothing that was acknowledged is lost, and nothing is doubled', { timeout: 60_000 }, async () => {
    const found = await within((tx) => wordsOf(tx));
    const told = [...acknowledged].filter(([, { home }]) => home !== null);
    const count = ([word, { home }]: [string, Deed]) => found.get(`${home} ${word}`) ?? 0;
    const said = ([word, { request }]: [string, Deed]) => `${request} ${word}`;
    expect(told.filter((one) => count(one) !== 1).map(said)).toEqual([]);
    expect([...unknown].filter((one) => count(one) > 1).map(said)).toEqual([]);
    const accepted = [...acknowledged.values()].flatMap(
      ({ request }) => /handoffs\/(.+)\/acceptance/.exec(request)?.[1] ?? [],
    );
    const states = await within((tx) =>
      tx.query(`select id from handoff where organisation_id = $1 and id = any($2) and state <> 'accepted'`, [
        tx.organisationId,
        accepted,
      ]),
    );
    expect(states).toEqual([]);
    expect(told.length).toBeGreaterThan(KILLS);
    const tally = (list: readonly { readonly id: string }[]) =>
      `${list.length} of ${new Set(list.map(({ id }) => id)).size}`;
    const done = `${told.length} acknowledged, letters ${tally(received.letters)}, calls ${tally(received.calls)}`;
    if (process.env.STEWARD_KILLS) console.log(JSON.stringify({ done, fell }, null, 1));
  });

  test('runs, tasks, timers, effects, handoffs and escalations are as their logs say', {
    timeout: 60_000,
  }, async () => {
    const timers = await queued<{ key: string }>(
      `select substr(j.key, 38) as key from QUEUE where t.identifier in (${TIMERS})`,
    );
    expect(
      await within((tx) =>
        recountRuns(
          tx,
          timers.map(({ key }) => key),
          received,
        ),
      ),
    ).toEqual([]);
  });
});

/** How often each word stands in each log. */
async function wordsOf(tx: Transaction): Promise<Map<string, number>> {
  const rows = await tx.query<{ found: string; count: number }>(
    `select home || ' ' || word[1] as found, count(distinct place)::int as count from (
       select 'run_entry' as home, run_id || ' ' || sequence as place, detail::text as said from run_entry where organisation_id = $1
       union all select 'handoff_entry', handoff_id || ' ' || sequence, words from handoff_entry where organisation_id = $1
       union all select 'run_exception', id::text, concat_ws(' ', reason, decision_reason) from run_exception where organisation_id = $1
       union all select 'escalation_entry', escalation_id || ' ' || sequence, changes::text from escalation_entry where organisation_id = $1
     ) log, regexp_matches(said, 'w[0-9a-f]{12}', 'g') word group by 1`,
    [tx.organisationId],
  );
  return new Map(rows.map(({ found, count }) => [found, count]));
}
