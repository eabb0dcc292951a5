import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTrackingWorld, type TrackingWorld } from '../../../test/tracking.ts';
import { ensureAccounts } from '../../accounts/ensure-accounts.ts';
import { systemActor } from '../../context/actor.ts';
import { attributeWaitingUsers } from './attribute-waiting-users.ts';

let world: TrackingWorld;
beforeAll(async () => {
  world = await createTrackingWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.startAnew();
  await world.createSource();
});

type Call = Record<string, unknown>;

async function send(...batch: Call[]): Promise<void> {
  const response = await world.post('/v1/batch', { batch });
  expect(await response.json()).toEqual({ success: true });
}

let sent = 0;
const track = (userId: string, fields: Call = {}): Call => ({
  type: 'track',
  messageId: String(++sent).padStart(4, '0'),
  userId,
  event: 'Login',
  timestamp: '2025-03-01T15:00:00Z',
  ...fields,
});
const group = (userId: string, groupId: string, traits: Call = {}, timestamp = '2025-03-01T10:00:00Z'): Call => ({
  type: 'group',
  userId,
  groupId,
  traits,
  timestamp,
});
const read = (sql: string) => world.work((tx) => tx.query(sql, [tx.organisationId]));
const accountOfEvents = async () => {
  const rows = await read(
    `select e.user_key || ': ' || coalesce(a.name, '?') as line from usage_event e
     left join account a on a.organisation_id = $1 and a.slot = e.account_slot where e.organisation_id = $1 order by e.message_id`,
  );
  return rows.map(({ line }) => line);
};
const counted = async () => (await world.rollups()).days;

describe('the account of an event', () => {
  it('is named by the context, the call, or a property', async () => {
    await send(
      track('ada', { context: { groupId: 'acme' } }),
      track('ada', { groupId: 'acme' }),
      track('ada', { properties: { accountId: 'borealis' } }),
      track('ada', { properties: { account_id: 'caju' } }),
    );
    const batch = [track('bob')];
    await world.post('/v1/batch', { batch, context: { groupId: 'acme' } });
    expect(await accountOfEvents()).toEqual(['ada: acme', 'ada: acme', 'ada: borealis', 'ada: caju', 'bob: acme']);
  });

  it('is that of the last group call of the user, in the order of the calls', async () => {
    await send(
      track('ada'),
      group('ada', 'acme'),
      track('ada'),
      group('ada', 'borealis', {}, '2025-03-01T11:00:00Z'),
      track('ada'),
    );
    await send(track('ada'), track('bob'));
    // The first came before anybody knew, and went to the account that became known first.
    const expected = ['ada: acme', 'ada: acme', 'ada: borealis', 'ada: borealis', 'bob: ?'];
    expect(await accountOfEvents()).toEqual(expected);
  });

  it('is found for events that waited for it, and counted on their days', async () => {
    await send(track('ada', { timestamp: '2025-02-01T12:00:00Z' }), track('ada'), track('bob'));
    expect(await counted()).toEqual([]);
    await send(group('ada', 'acme'));
    expect(await counted()).toEqual(['0 0 2025-02-01 1', '0 0 2025-03-01 1']);
    expect(await accountOfEvents()).toEqual(['ada: acme', 'ada: acme', 'bob: ?']);
  });

  it('is not changed by a group call that is told late', async () => {
    await send(group('ada', 'acme', {}, '2025-03-01T10:00:00Z'));
    await send(group('ada', 'borealis', {}, '2025-02-01T10:00:00Z'), track('ada'));
    expect(await accountOfEvents()).toEqual(['ada: acme']);
  });

  it('is shared by the keys of one user', async () => {
    await send(
      track('', { userId: undefined, anonymousId: 'x1' }),
      track('', { userId: undefined, anonymousId: 'x2' }),
    );
    await send(group('ada', 'acme'));
    await send({ type: 'identify', userId: 'ada', anonymousId: 'x1', traits: {} });
    await send({ type: 'alias', userId: 'ada', previousId: 'x2' });
    expect(await accountOfEvents()).toEqual(['x1: acme', 'x2: acme']);
  });
});

describe('an account', () => {
  it('is made and changed by group calls, with its history', async () => {
    const traits = {
      name: 'Acme GmbH',
      website: 'https://www.acme.example',
      industry: 'Steel',
      plan: 'pro',
      employees: 120,
      arr: 12_000.5,
      currency: 'eur',
      seats: 30,
      createdAt: '2024-05-06T23:30:00-03:00',
      address: { city: 'Essen', country: 'DE' },
      accountManager: 'Ann',
      nested: { ignored: true },
    };
    await send(group('ada', 'acme', traits));
    await send(group('ada', 'acme', { ...traits, plan: 'enterprise' }, '2025-03-02T10:00:00Z'));
    expect(
      await read(
        `select name, domain, industry, plan, arr_minor, currency, seats, customer_since, city, country, attributes
         from account where organisation_id = $1`,
      ),
    ).toEqual([
      {
        name: 'Acme GmbH',
        domain: 'acme.example',
        industry: 'Steel',
        plan: 'enterprise',
        arr_minor: 1_200_050,
        currency: 'EUR',
        seats: 30,
        customer_since: '2024-05-06',
        city: 'Essen',
        country: 'DE',
        attributes: { employees: 120, account_manager: 'Ann' },
      },
    ]);
    expect(
      await read(
        `select value, valid_from::text from account_field where organisation_id = $1 and field = 'plan' order by account_field.valid_from`,
      ),
    ).toEqual([
      { value: 'pro', valid_from: '-infinity' },
      { value: 'enterprise', valid_from: '2025-03-02 10:00:00+00' },
    ]);
  });

  it('is neither made nor changed where the source may not; what waits for it finds it later', async () => {
    await world.createSource({ createsAccounts: false });
    await send(group('ada', 'acme', { name: 'Acme' }), track('ada'), track('bob', { context: { groupId: 'acme' } }));
    expect(await read('select 1 from account where organisation_id = $1')).toEqual([]);
    await world.work((tx) => ensureAccounts(tx, world.sourceId, [{ externalId: 'acme', name: 'From the CRM' }]));
    await send(track('ada'));
    expect(await accountOfEvents()).toEqual(['ada: From the CRM', 'bob: ?', 'ada: From the CRM']);
    await attributeWaitingUsers(world.database, systemActor(world.organisationId));
    expect(await accountOfEvents()).toEqual(['ada: From the CRM', 'bob: From the CRM', 'ada: From the CRM']);
    expect((await counted()).length).toBe(1);
  });
});

describe('a user', () => {
  it('becomes a contact when account and e-mail address are known, in either order', async () => {
    await send({
      type: 'identify',
      userId: 'ada',
      traits: { email: 'Ada@Acme.example', firstName: 'Ada', lastName: 'Lovelace' },
    });
    expect(await read('select 1 from contact where organisation_id = $1')).toEqual([]);
    await send(group('ada', 'acme'), group('bob', 'acme'));
    await send(
      {
        type: 'identify',
        userId: 'bob',
        traits: { email: 'bob@acme.example', title: 'CTO', role: 'technical', createdAt: '2025-01-02' },
      },
      { type: 'identify', userId: 'ada', traits: { title: 'Analyst' } },
      { type: 'identify', userId: 'cy', traits: { name: 'No address' }, context: { groupId: 'acme' } },
    );
    expect(
      await read(
        'select external_id, name, email, title, role, joined_on from contact where organisation_id = $1 order by 1',
      ),
    ).toEqual([
      {
        external_id: 'ada',
        name: 'Ada Lovelace',
        email: 'ada@acme.example',
        title: 'Analyst',
        role: null,
        joined_on: null,
      },
      {
        external_id: 'bob',
        name: null,
        email: 'bob@acme.example',
        title: 'CTO',
        role: 'technical',
        joined_on: '2025-01-02',
      },
    ]);
  });
});

describe('what is remembered of counted days', () => {
  const acme = { context: { groupId: 'acme' } };
  const amounts = () =>
    read('select day, amount from usage_day where organisation_id = $1 and metric = 0 order by day').then((rows) =>
      rows.map(({ day, amount }) => [day, amount]),
    );

  it('adds to days that are there and to new ones', async () => {
    await send(track('ada', acme), track('bob', acme));
    await send(track('ada', acme), track('ada', { ...acme, timestamp: '2025-03-02T15:00:00Z' }));
    await send(track('ada', { ...acme, timestamp: '2025-03-02T16:00:00Z' }));
    expect(await amounts()).toEqual([
      ['2025-03-01', 3],
      ['2025-03-02', 2],
    ]);
  });

  it('is forgotten when the days are there no longer, and nothing is lost', async () => {
    await send(track('ada', acme));
    await world.work((tx) => tx.execute('delete from usage_day where organisation_id = $1', [tx.organisationId]));
    await send(track('ada', acme), track('ada', acme));
    expect(await amounts()).toEqual([['2025-03-01', 2]]);
  });
});

describe('the diagnosis', () => {
  it('is asked for at once, once for all accounts that wait for it', async () => {
    const acme = { context: { groupId: 'acme' } };
    await send(track('ada', acme));
    await send(track('ada', acme));
    await send(track('ada', acme), track('bob', { context: { groupId: 'borealis' } }));
    await send(track('cy'));
    const accounts = await read('select id from account where organisation_id = $1 order by slot');
    const waiting = await read(
      'select unnest(account_ids) as account_id from account_to_diagnose where organisation_id = $1',
    );
    expect(new Set(waiting.map((row) => row.account_id))).toEqual(new Set(accounts.map((row) => row.id)));
    const superuser = new pg.Client(world.connection);
    await superuser.connect();
    const { rows } = await superuser.query(
      `select payload -> 'event' as event from graphile_worker._private_jobs where payload ->> 'organisation_id' = $1 order by id`,
      [world.organisationId],
    );
    await superuser.end();
    expect(rows.map(({ event }) => event)).toEqual([{ name: 'facts.recorded' }]);
  });
});
