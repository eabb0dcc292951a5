import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeAccounts } from '../server/accounts/write-accounts.ts';
import { systemActor } from '../server/context/actor.ts';
import { inOrganisation, type Transaction } from '../server/context/transaction.ts';
import { diagnoseAccounts } from '../server/diagnosis/diagnose-accounts.ts';
import { diagnoseOrganisation } from '../server/diagnosis/diagnose-organisation.ts';
import { today } from '../server/diagnosis/organisation.ts';
import { openEscalation } from '../server/escalations/open-escalation.ts';
import { handlers } from '../server/flow.ts';
import type { HealthModel } from '../server/health/health-model.ts';
import type { EventName, EventOf } from '../server/jobs/event.ts';
import { explainPlaybook } from '../server/learning/why/explain-playbook.ts';
import { createLog } from '../server/lib/log.ts';
import { publishPlaybook } from '../server/playbooks/publish-playbook.ts';
import { listMyDay } from '../server/worklist/list-my-day.ts';
import { snoozeItem } from '../server/worklist/snoozes/snooze-item.ts';
import { startTestApp, type TestApp } from './api.ts';
import { auditOf } from './audit.ts';
import { smallPlaybook } from './small-playbook.ts';

/** What is put aside until it gets worse, from the facts over the real diagnosis to the list of My day. Health is the number of seats here. */

let api: TestApp;
let acme: string;
let sourceId: string;
const inside = <Result>(work: (tx: Transaction) => Promise<Result>) =>
  inOrganisation(api.steward.database, systemActor(acme), work);

const MODEL: HealthModel = {
  variants: [
    {
      title: 'Seats',
      for: null,
      components: [
        {
          key: 'success',
          title: 'Success',
          weight: 100,
          indicators: [
            {
              signal: 'account.seats',
              weight: 100,
              points: [
                [0, 0],
                [100, 100],
              ],
            },
          ],
        },
      ],
    },
  ],
  green_from: 80,
  yellow_from: 60,
  margin: 2,
  hold_days: 3,
  minimum_coverage: 0.1,
};

beforeAll(async () => {
  api = await startTestApp();
  acme = api.world.acme.id;
  sourceId = await inside(async (tx) => {
    await tx.execute(
      `update organisation set account_week_limit = null, owner_week_limit = null, brake_count = 1000 where organisation_id = $1`,
      [acme],
    );
    await tx.execute(`insert into health_model (organisation_id, version, definition) values ($1, 1, $2)`, [
      acme,
      JSON.stringify(MODEL),
    ]);
    await publishPlaybook(tx, smallPlaybook({ key: 'seats', trigger: '{ when: account.seats < 70 }' }));
    await publishPlaybook(tx, smallPlaybook({ key: 'trial', trigger: '{ when: account.arr < 100 }' }));
    const source = await tx.one<{ id: string }>(
      'source',
      `insert into source (organisation_id, name, kind) values ($1, 'crm', 'file') returning id`,
      [acme],
    );
    return source.id;
  });
});
afterAll(() => api.close());
beforeEach(() => inside((tx) => tx.execute('delete from worklist_snooze where organisation_id = $1', [acme])));

const known = new Set<string>();

/** Tells facts of an account of Carl's; one that is new has had them since January. */
async function tell(name: string, fields: { seats: number; arrMinor?: number }): Promise<string> {
  const isNew = !known.has(name);
  known.add(name);
  return inside(async (tx) => {
    const [account] = await writeAccounts(tx, sourceId, [
      {
        externalId: name,
        fields: { name, stage: 'adoption', arrMinor: 500_000, ...fields },
        ...(isNew && { at: new Date('2026-01-01T00:00:00Z') }),
      },
    ]);
    if (isNew)
      await tx.execute(
        `insert into account_team (organisation_id, account_id, role, member_id) values ($1, $2, 'csm', $3)`,
        [acme, account!.accountId, api.world.carl.actor.memberId],
      );
    return account!.accountId;
  });
}

/** Does what follows from the last event of this name, as the queue would. */
async function handleLast<Name extends EventName>(name: Name): Promise<EventOf<Name>> {
  const { rows } = await api.steward.database.queue.query<{ event: EventOf<Name> }>(
    `select j.payload -> 'event' as event from graphile_worker._private_jobs j
     where j.payload -> 'event' ->> 'name' = $1 order by j.id desc limit 1`,
    [name],
  );
  const event = rows[0]!.event;
  await handle(event);
  return event;
}

function handle<Name extends EventName>(event: EventOf<Name>) {
  const tools = { database: api.steward.database, config: api.steward.config, log: createLog('silent'), mail: null };
  return handlers[event.name as Name](tools, acme, event);
}

/** Facts came in: the accounts are diagnosed at once. */
async function live(...accountIds: string[]) {
  await inside((tx) => diagnoseAccounts(tx, accountIds));
  return handleLast('diagnosis.completed');
}

/** The night `ahead` days from now, which reads what is known of the days before. */
async function night(ahead = 1) {
  await inside(async (tx) => diagnoseOrganisation(tx, (await today(tx)) + ahead, { kind: 'nightly' }));
  return handleLast('diagnosis.completed');
}

const carlsDay = (now?: Date) => listMyDay(api.steward.database, api.world.carl.actor, now ? { now } : {});

async function situationOf(name: string, now?: Date) {
  const { items } = await carlsDay(now);
  return items.find((item) => item.kind === 'situation' && item.account.name === name);
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

async function aSnoozed(name: string, wakes: 'at_date' | 'at_date_or_worse' | 'when_worse' = 'at_date_or_worse') {
  const accountId = await tell(name, { seats: 62 });
  await live(accountId);
  const { id } = (await situationOf(name))!;
  await snooze(id, wakes);
  expect(await situationOf(name)).toBeUndefined();
  return { accountId, id };
}

function snooze(id: string, wakes: 'at_date' | 'at_date_or_worse' | 'when_worse') {
  const until = wakes === 'when_worse' ? {} : { until: inDays(20) };
  const carl = api.world.carl.actor;
  return snoozeItem(api.steward.database, carl, { kind: 'situation', id }, { wakes, ...until });
}

describe('an account that gets worse', () => {
  test('has its situation back at once, with the cause in the reason for its place, and an audit entry', async () => {
    const { accountId, id } = await aSnoozed('Alder');
    expect((await carlsDay()).snoozed).toMatchObject([
      { id, wakes: 'at_date_or_worse', baseline: 'health 62, yellow; 1 situation open; seats sold 62' },
    ]);
    await tell('Alder', { seats: 48 });
    await live(accountId);
    const item = await situationOf('Alder');
    expect(item?.reason).toMatch(
      /^Back before \w{3} \d+ \w{3}( \d{4})?: health fell from 62 to 48, red now; seats sold went from 62 to 48/,
    );
    expect(item?.quadrant).toBe('do_first');
    expect((await carlsDay()).snoozed).toEqual([]);
    const woken = await auditOf(api.steward.database, api.world.carl, 'work_item.woken');
    expect(woken).toMatchObject([{ entity: 'situation', entity_id: id, actor_kind: 'system' }]);
    expect(woken[0]!.reason).toBe('health fell from 62 to 48, red now; seats sold went from 62 to 48');
  });

  test('has it back in the morning, too, once, however often and by how many it is told', async () => {
    const before = (await auditOf(api.steward.database, api.world.carl, 'work_item.woken')).length;
    await aSnoozed('Birch', 'when_worse');
    await tell('Birch', { seats: 48 });
    const event = await night();
    await Promise.all([handle(event), handle(event)]);
    expect((await situationOf('Birch'))?.reason).toMatch(/^Back: health fell from 62 to 48, red now; seats sold went/);
    const woken = await auditOf(api.steward.database, api.world.carl, 'work_item.woken');
    expect(woken.length - before).toBe(1);
  });

  test('does not wake what waits for its day alone', async () => {
    const { accountId } = await aSnoozed('Cedar', 'at_date');
    await tell('Cedar', { seats: 20 });
    await live(accountId);
    await night();
    expect(await situationOf('Cedar')).toBeUndefined();
    expect((await carlsDay()).snoozed).toMatchObject([{ wakes: 'at_date', baseline: null }]);
  });

  test('put aside once more after it came back, sleeps until it is worse than that', async () => {
    const { accountId, id } = await aSnoozed('Dogwood');
    await tell('Dogwood', { seats: 48 });
    const event = await live(accountId);
    await snooze(id, 'at_date_or_worse');
    // A second tab, or the queue once more.
    await handle(event);
    expect(await situationOf('Dogwood')).toBeUndefined();
    await tell('Dogwood', { seats: 46 });
    await live(accountId);
    expect(await situationOf('Dogwood')).toBeUndefined();
    await tell('Dogwood', { seats: 30 });
    await live(accountId);
    expect((await situationOf('Dogwood'))?.reason).toContain(
      'health fell from 48 to 30; seats sold went from 48 to 30',
    );
  });

  test('is worse by a further situation, and by what is escalated', async () => {
    const elm = await aSnoozed('Elm');
    await tell('Elm', { seats: 62, arrMinor: 50 });
    await live(elm.accountId);
    expect((await situationOf('Elm'))?.reason).toContain('a further situation opened: Test trial');

    const fir = await aSnoozed('Fir');
    await openEscalation(api.steward.database, api.world.maya.actor, {
      accountId: fir.accountId,
      issue: 'They want to leave',
      because: 'Their CFO says so',
    });
    await handleLast('escalation.rose');
    expect((await situationOf('Fir'))?.reason).toMatch(/: escalation #\d+ was opened at level 1/);
  });
});

test('an account that gets better, or hardly worse, stays away until its day has come', async () => {
  const better = await aSnoozed('Ginkgo');
  const same = await aSnoozed('Hazel');
  await tell('Ginkgo', { seats: 69 });
  await tell('Hazel', { seats: 60 });
  await live(better.accountId, same.accountId);
  await night();
  expect([await situationOf('Ginkgo'), await situationOf('Hazel')]).toEqual([undefined, undefined]);
  expect((await situationOf('Ginkgo', inDays(21)))?.reason).toMatch(/^Back since \w{3} \d+ \w{3}.*, as you chose; /);
});

describe('the playbook of what is put aside', () => {
  const situationsOf = (accountId: string) =>
    inside((tx) =>
      tx.query<{ state: string; playbook: string }>(
        `select state, playbook_key as playbook from situation where organisation_id = $1 and account_id = $2 order by opened_at`,
        [acme, accountId],
      ),
    );
  const heldOf = (accountId: string) =>
    inside((tx) =>
      tx.query<{ reason: string; detail: string; until: string }>(
        'select reason, detail, until from situation_held_back where organisation_id = $1 and account_id = $2',
        [acme, accountId],
      ),
    );

  test('does not start again while the situation is open', async () => {
    const { accountId } = await aSnoozed('Ivy', 'at_date');
    await night();
    await live(accountId);
    await night(2);
    expect(await situationsOf(accountId)).toEqual([{ state: 'open', playbook: 'seats' }]);
  });

  test('does not start again when the situation ends and comes back before its day', async () => {
    const { accountId } = await aSnoozed('Juniper', 'at_date');
    await night();
    await tell('Juniper', { seats: 75 });
    await night(2);
    expect(await situationsOf(accountId)).toMatchObject([{ state: 'cleared' }]);
    await tell('Juniper', { seats: 62 });
    await night(3);
    expect(await situationsOf(accountId)).toHaveLength(1);
    expect(await heldOf(accountId)).toMatchObject([
      {
        reason: 'snoozed',
        detail: expect.stringMatching(/^a member has put its last situation aside until \w{3} \d{1,2} \w{3}( \d{4})?$/),
      },
    ]);
    const why = await inside(async (tx) => explainPlaybook(tx, accountId, 'seats', (await today(tx)) + 3));
    expect(why).toMatchObject({ verdict: 'held_back', heldBack: [{ reason: 'snoozed' }] });
    await inside((tx) =>
      tx.execute(`update worklist_snooze set until = now() - interval '1 hour' where organisation_id = $1`, [acme]),
    );
    await night(4);
    expect((await situationsOf(accountId)).map(({ state }) => state)).toEqual(['cleared', 'open']);
  });

  test('starts again when that is worse than what was put aside', async () => {
    const { accountId } = await aSnoozed('Kapok');
    await night();
    await tell('Kapok', { seats: 75 });
    await night(2);
    await tell('Kapok', { seats: 40 });
    await night(3);
    await night(4);
    expect((await situationsOf(accountId)).map(({ state }) => state)).toEqual(['cleared', 'open']);
  });
});

test('the API takes a day alone as before, says what worse means, and refuses half an answer', async () => {
  const { accountId, id } = await aSnoozed('Larch');
  const path = `/api/organisations/acme/my-day/snoozes/situation/${id}`;
  const put = (json: unknown) => api.call(`PUT ${path}`, { as: api.world.carl, json });
  const snoozed = async () => (await carlsDay()).snoozed.find((item) => item.account.id === accountId);

  const until = inDays(3).toISOString();
  expect((await put({ until })).status).toBe(204);
  expect(await snoozed()).toMatchObject({ until, wakes: 'at_date', baseline: null });
  expect((await put({ wakes: 'when_worse', reason: 'They move' })).status).toBe(204);
  expect(await snoozed()).toMatchObject({ wakes: 'when_worse', reason: 'They move' });
  expect((await put({ wakes: 'at_date_or_worse' })).status).toBe(422);
  expect((await put({ wakes: 'when_worse', until })).status).toBe(422);
  expect((await put({ wakes: 'tomorrow', until })).status).toBe(400);

  const worse = await api.call(`GET ${path}/worse`, { as: api.world.carl });
  expect((await worse.json()).lines).toEqual(
    expect.arrayContaining([
      'health falls by 10 points or more (62, yellow now)',
      'seats sold are 48 or less (62 now)',
    ]),
  );
});
