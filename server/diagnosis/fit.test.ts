import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../test/firm.ts';
import { smallPlaybook } from '../../test/small-playbook.ts';
import { writeAccounts } from '../accounts/write-accounts.ts';
import type { EpochDay } from '../lib/days.ts';
import { publishPlaybook } from '../playbooks/publish-playbook.ts';
import { closeSituationOfRun } from './close-situation.ts';
import { declineWaiting, openWaiting } from './decide-waiting.ts';
import { diagnoseOrganisation } from './diagnose-organisation.ts';
import { dismissSituation } from './dismiss-situation.ts';
import { today } from './organisation.ts';
import { takeBackDismissal } from './take-back-dismissal.ts';

const { database } = await openFileDatabase();

const playbook = (key: string, trigger: string) => smallPlaybook({ key, trigger });

async function aFirm(limits: Record<string, number | null>, ...documents: string[]) {
  const { id, actor, sourceId, inside } = await createFirm(database, { timeZone: 'Europe/Berlin', currency: 'EUR' });
  const day = await inside((tx) => today(tx));
  await inside(async (tx) => {
    for (const [column, value] of Object.entries(limits))
      await tx.execute(`update organisation set ${column} = $2 where organisation_id = $1`, [id, value]);
    for (const document of documents) await publishPlaybook(tx, document);
  });
  const known = new Set<string>();
  /** Of accounts that are new since the beginning of the year, else from now on. */
  const setSeats = (seats: Record<string, number>) => {
    const told = Object.entries(seats).map(([name, count]) => ({
      externalId: name,
      fields: { name, stage: 'adoption' as const, seats: count },
      ...(!known.has(name) && { at: new Date('2026-01-01T00:00:00Z') }),
    }));
    for (const name of Object.keys(seats)) known.add(name);
    return inside((tx) => writeAccounts(tx, sourceId, told));
  };
  return {
    id,
    actor,
    day,
    inside,
    setSeats,
    diagnose: (on: EpochDay) => inside((tx) => diagnoseOrganisation(tx, on, { kind: 'on_demand' })),
    situations: () =>
      inside((tx) =>
        tx.query<{ id: string; name: string; playbook: string; state: string; merged_run_id: string | null }>(
          `select s.id, a.name, s.playbook_key as playbook, s.state, s.merged_run_id from situation s
           join account a on a.organisation_id = s.organisation_id and a.id = s.account_id
           where s.organisation_id = $1 order by a.name, playbook, s.opened_at`,
          [id],
        ),
      ),
    held: () =>
      inside((tx) =>
        tx.query<{ name: string; playbook: string; reason: string; until: string | null }>(
          `select a.name, h.playbook_key as playbook, h.reason, h.until from situation_held_back h
           join account a on a.organisation_id = h.organisation_id and a.id = h.account_id
           where h.organisation_id = $1 order by 1, 2`,
          [id],
        ),
      ),
  };
}

const many = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`account-${i}`, 10]));
const NO_LIMITS = { account_week_limit: null, owner_week_limit: null, brake_count: 1000 };

describe('the brake', () => {
  const limits = { ...NO_LIMITS, brake_count: 5, brake_percent: 10 };
  const aNewFirm = () => aFirm(limits, playbook('seats', '{ when: account.seats < 50 }'));

  /** One that has had a situation already. */
  async function aFirmInUse() {
    const firm = await aNewFirm();
    await firm.setSeats({ before: 10 });
    await firm.diagnose(firm.day);
    return firm;
  }

  test('lets the first diagnosis of an organisation open all that it finds', async () => {
    const firm = await aNewFirm();
    await firm.setSeats(many);
    await firm.diagnose(firm.day);
    expect(await firm.situations()).toHaveLength(8);
  });

  test('lets somebody who asks for a day of the past see all that was found then', async () => {
    const firm = await aNewFirm();
    await firm.setSeats({ before: 10 });
    await firm.diagnose(firm.day - 2);
    await firm.setSeats(many);
    await firm.diagnose(firm.day - 1);
    expect((await firm.held()).map(({ reason }) => reason)).not.toContain('brake');
  });

  test('keeps what one diagnosis would open for one playbook beyond the limit, until a person confirms', async () => {
    const firm = await aFirmInUse();
    await firm.setSeats(many);
    await firm.diagnose(firm.day + 1);
    expect((await firm.situations()).map(({ name }) => name)).toEqual(['before']);
    expect((await firm.held()).map(({ reason }) => reason)).toEqual(Array(8).fill('brake'));
    await firm.diagnose(firm.day + 1);
    expect(await openWaiting(database, firm.actor, 'seats')).toEqual({ opened: 8 });
    await expect(openWaiting(database, firm.actor, 'seats')).rejects.toMatchObject({ status: 409 });
    await firm.diagnose(firm.day + 2);
    expect((await firm.situations()).map(({ state }) => state)).toEqual(Array(9).fill('open'));
    expect(await firm.held()).toEqual([]);
  });

  test('lets a few pass beside what waits, forgets what no longer holds, and keeps to a no', async () => {
    const firm = await aFirmInUse();
    await firm.setSeats(many);
    await firm.diagnose(firm.day + 1);
    await firm.setSeats({ 'account-0': 90, later: 10 });
    await firm.diagnose(firm.day + 2);
    expect((await firm.situations()).map(({ name }) => name)).toEqual(['before', 'later']);
    expect(await declineWaiting(database, firm.actor, 'seats', 'known')).toEqual({ declined: 7 });
    await firm.diagnose(firm.day + 3);
    expect((await firm.situations()).map(({ name }) => name)).toEqual(['before', 'later']);
    await expect(openWaiting(database, firm.actor, 'seats')).rejects.toMatchObject({ status: 409 });
  });
});

describe('a week', () => {
  test('has room for so many an account, the more important first, and the rest follows when there is room', async () => {
    const firm = await aFirm(
      { ...NO_LIMITS, account_week_limit: 1 },
      playbook('less', '{ when: account.seats < 50, priority: 20 }'),
      playbook('more', '{ when: account.seats < 50, priority: 80 }'),
    );
    await firm.setSeats({ Aurora: 10 });
    await firm.diagnose(firm.day);
    expect((await firm.situations()).map((one) => one.playbook)).toEqual(['more']);
    expect(await firm.held()).toMatchObject([{ playbook: 'less', reason: 'cap' }]);
    await firm.diagnose(firm.day + 6);
    expect(await firm.situations()).toHaveLength(1);
    await firm.diagnose(firm.day + 7);
    expect((await firm.situations()).map((one) => one.playbook)).toEqual(['less', 'more']);
  });

  test('has room for so many of one CSM', async () => {
    const firm = await aFirm({ ...NO_LIMITS, owner_week_limit: 3 }, playbook('seats', '{ when: account.seats < 50 }'));
    await firm.setSeats(many);
    await firm.inside(async (tx) => {
      const { id } = await tx.one<{ id: string }>(
        'member',
        `insert into member (organisation_id, name, email, role, status) values ($1, 'Carl', 'carl@firm.example', 'csm', 'active') returning id`,
        [firm.id],
      );
      await tx.execute(
        `insert into account_team (organisation_id, account_id, role, member_id)
         select $1, a.id, 'csm', $2 from account a where a.organisation_id = $1 and a.name <> 'account-7'`,
        [firm.id, id],
      );
    });
    await firm.diagnose(firm.day);
    expect(await firm.situations()).toHaveLength(4);
    expect((await firm.held()).map(({ reason }) => reason)).toEqual(Array(4).fill('cap'));
  });
});

test('a situation is merged into the run of a playbook that its own names, and ends with it', async () => {
  const firm = await aFirm(
    NO_LIMITS,
    playbook('first', '{ when: account.seats < 50 }'),
    playbook('second', '{ when: account.seats < 20, merge_into: [first] }'),
  );
  await firm.setSeats({ Aurora: 30 });
  await firm.diagnose(firm.day);
  const [first] = await firm.situations();
  const run = randomUUID();
  await firm.inside((tx) =>
    tx.execute(
      `insert into run (organisation_id, id, number, account_id, playbook_key, playbook_version, situation_id, ends_at, progress)
       select $1, $2, 81, s.account_id, s.playbook_key, 1, s.id, now() + interval '9 days', '{}' from situation s
       where s.organisation_id = $1 and s.id = $3`,
      [firm.id, run, first!.id],
    ),
  );
  await firm.setSeats({ Aurora: 10 });
  await firm.diagnose(firm.day + 1);
  expect(await firm.situations()).toMatchObject([
    { playbook: 'first', merged_run_id: null },
    { playbook: 'second', merged_run_id: run, state: 'open' },
  ]);
  await firm.inside((tx) => closeSituationOfRun(tx, run));
  expect((await firm.situations()).map(({ state }) => state)).toEqual(['cleared', 'cleared']);
});

describe('not a risk, because ...', () => {
  const either = playbook('either', '{ when: "account.seats < 50 || account.arr < 1000" }');

  async function dismissed() {
    const firm = await aFirm(NO_LIMITS, either);
    await firm.setSeats({ Aurora: 10 });
    await firm.diagnose(firm.day);
    const [situation] = await firm.situations();
    await firm.inside((tx) => dismissSituation(tx, situation!.id, { reason: 'they share seats' }));
    return { firm, situation: situation! };
  }

  test('silences that cause, and not another', async () => {
    const { firm } = await dismissed();
    await firm.diagnose(firm.day + 1);
    expect(await firm.held()).toMatchObject([{ reason: 'dismissed' }]);
    await firm.inside((tx) =>
      tx.execute(`update account set arr_minor = 5, currency = 'EUR' where organisation_id = $1`, [firm.id]),
    );
    await firm.diagnose(firm.day + 2);
    expect((await firm.situations()).map(({ state }) => state)).toEqual(['dismissed', 'open']);
  });

  test('can be taken back, once: the situation is open again', async () => {
    const { firm, situation } = await dismissed();
    expect(await takeBackDismissal(database, firm.actor, situation.id)).toEqual({ isOpenAgain: true });
    await expect(takeBackDismissal(database, firm.actor, situation.id)).rejects.toMatchObject({ status: 409 });
    await firm.diagnose(firm.day + 1);
    expect((await firm.situations()).map(({ state }) => state)).toEqual(['open']);
    // And it can be said again.
    await firm.inside((tx) => dismissSituation(tx, situation.id, { reason: 'they do share seats' }));
  });
});
