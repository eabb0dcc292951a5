import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES } from '../server/context/actor.ts';
import { type Database, openDatabase } from '../server/database/database.ts';
import { createOrganisation } from '../server/identity/create-organisation.ts';
import { openSignIn, type SignIn } from '../server/identity/sign-in.ts';
import { createLog } from '../server/lib/log.ts';
import { parsePlaybook } from '../server/playbooks/parse.ts';
import { readLibrary } from '../server/playbooks/publish-library.ts';
import { listMyDay } from '../server/worklist/list-my-day.ts';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { ensureSample } from './ensure-sample.ts';
import { HISTORY_DAYS } from './life.ts';
import { tellPortfolio } from './portfolio.ts';
import { sampleTime } from './sample-time.ts';
import { usageOf } from './usage-events.ts';
import { emailOf, VENDOR } from './vendor.ts';

/** A Wednesday morning in Berlin. */
const NOW = new Date('2026-03-11T08:20:00Z');

describe('what is told', () => {
  const customers = tellPortfolio();
  const time = sampleTime(NOW, VENDOR.timeZone);

  test('240 customers in three segments, each with a name of its own', () => {
    const of = (segment: string) => customers.filter(({ life }) => life.profile.segment === segment).length;
    expect(customers.length).toBe(240);
    expect([of('enterprise'), of('mid-market'), of('small')]).toEqual([36, 84, 120]);
    expect(new Set(customers.map(({ life }) => life.profile.name)).size).toBe(240);
  });

  test('the same every time', () => {
    const records = (portfolio: typeof customers) => JSON.stringify(portfolio.map(({ life }) => ({ ...life })));
    expect(records(tellPortfolio())).toBe(records(customers));
    const events = (slot: number) => [...usageOf(customers[slot]!.life, slot, time)];
    expect(events(0)).toEqual(events(0));
  });

  test('usage lies within fourteen months and before today, whatever the clock does in summer', () => {
    const first = time.at(HISTORY_DAYS, 0);
    const events = customers.flatMap(({ life }, slot) => [...usageOf(life, slot, time)]);
    expect(events.length).toBeGreaterThan(150_000);
    expect(events.length).toBeLessThan(300_000);
    expect(new Set(events.map(({ messageId }) => messageId)).size).toBe(events.length);
    const times = events.map(({ occurredAt }) => occurredAt.getTime());
    expect(Math.min(...times.slice(0, 1000))).toBeGreaterThanOrEqual(first.getTime());
    expect(times.every((at) => at >= first.getTime() && at < time.at(0, 0).getTime())).toBe(true);
  });
});

describe('what is loaded', () => {
  let cloned: TestDatabase;
  let database: Database;
  let signIn: SignIn;
  let owner: pg.Client;
  const log = createLog('silent');

  beforeAll(async () => {
    cloned = await createTestDatabase();
    database = openDatabase(cloned.connection, cloned.secret);
    signIn = openSignIn({ identity: database.identity, publicUrl: 'http://steward.test', secret: cloned.secret, log });
    owner = new pg.Client(cloned.connection);
    await owner.connect();
    // An earlier attempt that was killed: it is removed, and told anew.
    await createOrganisation(database, VENDOR);
    expect(await ensureSample(database, signIn, log, { now: NOW })).toEqual({
      name: 'Lena Hoffmann',
      email: 'lena@larkfield.example',
    });
  }, 300_000);
  afterAll(async () => {
    await owner.end();
    await database.close();
    await cloned.drop();
  });

  const rows = async <Row extends pg.QueryResultRow>(sql: string) => (await owner.query<Row>(sql)).rows;
  const names = async (sql: string) => (await rows<{ name: string }>(sql)).map(({ name }) => name);

  test('once: where it is complete, nothing is done', async () => {
    const before = await rows('select organisation_id, created_at from organisation');
    expect(await ensureSample(database, signIn, log, { now: NOW })).toMatchObject({ name: 'Lena Hoffmann' });
    expect(await rows('select organisation_id, created_at from organisation')).toEqual(before);
  });

  test('every shipped playbook that looks at data finds something true', async () => {
    const shipped = (await readLibrary()).map((document) => parsePlaybook(document).definition!);
    // What only an event of one's own product can start is started by hand at Larkfield.
    const looking = shipped.filter(({ trigger }) => trigger.when ?? trigger.enters_stage ?? trigger.schedule);
    const found = await names('select distinct playbook_key as name from situation');
    expect(found.sort()).toEqual(looking.map(({ playbook }) => playbook).sort());
  });

  test('most are well, some are not, few are in danger', async () => {
    const counted = await rows<{ band: string; count: number }>(
      `select coalesce(band, 'none') as band, count(*)::int as count from account_health group by 1`,
    );
    const share = (band: string) => (counted.find((one) => one.band === band)?.count ?? 0) / 240;
    expect(share('green')).toBeGreaterThan(0.5);
    expect(share('green')).toBeLessThan(0.7);
    expect(share('yellow')).toBeGreaterThan(0.18);
    expect(share('red')).toBeGreaterThan(0.08);
    expect(share('red')).toBeLessThan(0.2);
  });

  test('the stories come out as they are told', async () => {
    const open = (playbook: string) =>
      names(`select a.name from situation s join account a on a.id = s.account_id
        where s.playbook_key = '${playbook}' and s.state = 'open'`);
    expect(await open('risk-before-renewal')).toEqual(
      expect.arrayContaining(['Nordhafen Logistik', 'Auerhahn Kältetechnik']),
    );
    expect(await open('at-risk-account')).toEqual(expect.arrayContaining(['Rheinbrücke Gebäudedienste']));
    expect(await open('silent-account')).toContain('Havelkiesel Wasserbau');
    expect(await open('drifting-onboarding')).toContain('Sonnentau Energietechnik');
    expect(await open('silent-usage')).toContain('Brombeer Landtechnik');
    expect(await open('onboarding')).toContain('Möwenwerft Service');
    const ended = await rows(
      `select a.name, r.outcome from run r join account a on a.id = r.account_id
       where a.name in ('Traubenhof Kellereitechnik', 'Eisenhut Torsysteme', 'Ginsterhöhe Fernwärme') order by a.name`,
    );
    expect(ended).toEqual([
      { name: 'Eisenhut Torsysteme', outcome: 'failure' },
      { name: 'Ginsterhöhe Fernwärme', outcome: null },
      { name: 'Traubenhof Kellereitechnik', outcome: 'closed_by_hand' },
    ]);
    expect(await names(`select a.name from situation_dismissal d join account a on a.id = d.account_id`)).toEqual([
      'Traubenhof Kellereitechnik',
    ]);
  });

  test('a CSM finds a day that can be done', async () => {
    const [lena] = await rows<{ id: string; organisation_id: string }>(
      `select id, organisation_id from member where email = '${emailOf('lena')}'`,
    );
    const actor = {
      kind: 'member',
      organisationId: lena!.organisation_id,
      memberId: lena!.id,
      name: 'Lena Hoffmann',
      role: 'csm',
      scopes: SCOPES,
    } as const;
    const { items } = await listMyDay(database, actor, { now: NOW });
    expect(items.length).toBeGreaterThanOrEqual(6);
    expect(items.length).toBeLessThanOrEqual(18);
    const overdue = items.filter(({ dueAt }) => dueAt !== null && new Date(dueAt) < NOW);
    expect(overdue.length).toBeLessThanOrEqual(5);
  });

  test('what the team could not do alone is in the register, and waits for those who were asked', async () => {
    expect(
      await rows(`select a.name, e.status, e.level, m.name as asked from escalation e join account a on a.id = e.account_id
        left join member m on m.id = e.consent_of order by e.opened_at`),
    ).toEqual([
      { name: 'Ginsterhöhe Fernwärme', status: 'closed', level: 3, asked: null },
      { name: 'Rheinbrücke Gebäudedienste', status: 'open', level: 2, asked: 'Robert Falk' },
    ]);
    expect(
      await rows(`select g.name as giver, r.name as receiver from handoff h join member g on g.id = h.giver_id
        join member r on r.id = h.receiver_id where h.run_id is null and h.state = 'offered'`),
    ).toEqual([{ giver: 'Mateo Ruiz', receiver: 'Lena Hoffmann' }]);
  });

  test('nothing happened later than now, and nothing of the past is left to be done or sent', async () => {
    const late: string[] = [];
    for (const [table, column] of [
      ['interaction', 'occurred_at'],
      ['ticket', 'opened_at'],
      ['ticket', 'closed_at'],
      ['survey_response', 'responded_at'],
      ['usage_event', 'occurred_at'],
      ['situation', 'opened_at'],
      ['situation', 'closed_at'],
      ['run', 'started_at'],
      ['run', 'closed_at'],
      ['run_entry', 'at'],
    ])
      if ((await rows(`select from ${table} where ${column} > '${NOW.toISOString()}' limit 1`)).length > 0)
        late.push(`${table}.${column}`);
    expect(late).toEqual([]);
    const jobs = await names(
      `select t.identifier as name from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`,
    );
    expect(new Set(jobs)).toEqual(new Set(['run_timer', 'escalation_timer', 'handoff_clock']));
    expect(await rows('select from outgoing_message')).toEqual([]);
    const missed = await rows(
      `select from graphile_worker._private_jobs where run_at < '${NOW.toISOString()}' limit 1`,
    );
    expect(missed).toEqual([]);
  });
});
