import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/api.ts';
import type { Person } from '../../../test/world.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation } from '../../context/transaction.ts';
import { dayOf, epochDay, isoDate } from '../../lib/days.ts';
import { listAccounts } from './list-accounts.ts';

let api: TestApp;
let carl: Person;

const today = epochDay(dayOf(new Date(), 'Europe/Berlin'));
const inDays = (days: number) => isoDate(today + days);

/** name, ARR, currency, renewal, stage, segment, band, score, whether Carl looks after it */
const ACCOUNTS = [
  ['Borealis', 900_00, 'EUR', inDays(20), 'renewal', 'enterprise', 'red', 31, true],
  ['Kestrel', 500_00, 'EUR', inDays(100), 'growth', 'enterprise', 'green', 90, true],
  ['Lumen', 100_00, 'EUR', inDays(-3), null, null, 'yellow', 70, false],
  ['Juniper', null, null, null, 'onboarding', 'small', null, null, false],
  ['Tundra', 5_000_00, 'JPY', inDays(400), 'growth', 'small', 'green', 85, true],
] as const;

beforeAll(async () => {
  api = await startTestApp();
  carl = api.world.carl;
  const { id } = api.world.acme;
  await inOrganisation(api.steward.database, systemActor(id), async (tx) => {
    for (const [slot, [name, arr, currency, renewal, stage, segment, band, score, isCarls]] of ACCOUNTS.entries()) {
      const account = await tx.one<{ id: string }>(
        'account',
        `insert into account (organisation_id, slot, name, arr_minor, currency, renewal_date, stage, segment)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
        [id, slot, name, arr, currency, renewal, stage, segment],
      );
      await tx.execute(
        `insert into account_health (organisation_id, account_id, as_of, score, band, coverage) values ($1, $2, $3, $4, $5, 0.5)`,
        [id, account.id, inDays(0), score, band],
      );
      if (isCarls)
        await tx.execute(
          `insert into account_team (organisation_id, account_id, role, member_id) values ($1, $2, 'csm', $3)`,
          [id, account.id, carl.actor.memberId],
        );
    }
  });
});
afterAll(() => api.close());

async function names(search: Parameters<typeof listAccounts>[2], as = carl): Promise<string[]> {
  const { accounts, total } = await listAccounts(api.steward.database, as.actor, search);
  if (total !== null && search?.limit === undefined) expect(total).toBe(accounts.length);
  return accounts.map(({ name }) => name);
}

test('opens by ARR from the top; what has no comparable amount comes last, by name', async () => {
  expect(await names({})).toEqual(['Borealis', 'Kestrel', 'Lumen', 'Juniper', 'Tundra']);
});

test.each([
  ['health', ['Borealis', 'Lumen', 'Tundra', 'Kestrel', 'Juniper']],
  ['-health', ['Kestrel', 'Tundra', 'Lumen', 'Borealis', 'Juniper']],
  ['name', ['Borealis', 'Juniper', 'Kestrel', 'Lumen', 'Tundra']],
  ['renewal', ['Lumen', 'Borealis', 'Kestrel', 'Tundra', 'Juniper']],
  ['stage', ['Juniper', 'Kestrel', 'Tundra', 'Borealis', 'Lumen']],
])('sorts by %s', async (sort, expected) => {
  expect(await names({ sort })).toEqual(expected);
});

test.each([
  [{ text: 'KEST' }, ['Kestrel']],
  [{ text: '%' }, []],
  [{ band: 'red,none' }, ['Borealis', 'Juniper']],
  [{ stage: 'growth,none', sort: 'name' }, ['Kestrel', 'Lumen', 'Tundra']],
  [{ owner: 'me' as const, sort: 'name' }, ['Borealis', 'Kestrel', 'Tundra']],
  [{ owner: 'none' as const, sort: 'name' }, ['Juniper', 'Lumen']],
  [{ segment: 'enterprise', renewal: '30' as const }, ['Borealis']],
  [{ renewal: 'passed' as const }, ['Lumen']],
  [{ renewal: 'none' as const }, ['Juniper']],
  [{ arrFrom: 200_00, arrTo: 600_00 }, ['Kestrel']],
  [{ open: 'situations' as const }, []],
])('finds by %j', async (search, expected) => {
  expect(await names(search)).toEqual(expected);
});

test('goes on where the page before ended, and counts once', async () => {
  const { database } = api.steward;
  const first = await listAccounts(database, carl.actor, { sort: 'name', limit: 2 });
  const second = await listAccounts(database, carl.actor, { sort: 'name', limit: 2, offset: 2 });
  expect([first.total, second.total]).toEqual([5, null]);
  expect([...first.accounts, ...second.accounts].map(({ name }) => name)).toEqual([
    'Borealis',
    'Juniper',
    'Kestrel',
    'Lumen',
  ]);
});

test('subscriptions say what an account pays and when it renews, where there are some', async () => {
  const { id } = api.world.acme;
  await inOrganisation(api.steward.database, systemActor(id), async (tx) => {
    const source = await tx.one<{ id: string }>(
      'source',
      `insert into source (organisation_id, name, kind) values ($1, 'billing', 'file') returning id`,
      [id],
    );
    const juniper = await tx.one<{ id: string }>(
      'account',
      `select id from account where organisation_id = $1 and name = 'Juniper'`,
      [id],
    );
    for (const [key, ends] of [
      ['now', null],
      ['past', inDays(-1)],
    ])
      await tx.execute(
        `insert into subscription (organisation_id, account_id, source_id, external_id, arr_minor, currency, starts_on, renews_on, ended_on)
         values ($1, $2, $3, $4, 70000, 'EUR', $5, $6, $7)`,
        [id, juniper.id, source.id, key, inDays(-200), inDays(50), ends],
      );
  });
  expect(await names({})).toEqual(['Borealis', 'Juniper', 'Kestrel', 'Lumen', 'Tundra']);
  expect(await names({ renewal: '60' })).toEqual(['Borealis', 'Juniper']);
  const { accounts } = await listAccounts(api.steward.database, carl.actor, { text: 'juniper' });
  expect(accounts[0]).toMatchObject({ arrMinor: 70_000, currency: 'EUR', renewalDate: inDays(50) });
});

test('nobody sees the accounts of others', async () => {
  expect(await names({}, api.world.mallory)).toEqual([]);
});

test('a search that does not exist is refused in words', async () => {
  const response = await api.call('GET /api/organisations/acme/accounts?sort=luck&band=blue', { as: carl });
  expect([response.status, (await response.json()).details.length]).toEqual([400, 2]);
});
