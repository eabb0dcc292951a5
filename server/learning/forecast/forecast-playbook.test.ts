import { expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { smallPlaybook } from '../../../test/small-playbook.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { type MemberActor, SCOPES } from '../../context/actor.ts';
import { diagnoseOrganisation } from '../../diagnosis/diagnose-organisation.ts';
import { today } from '../../diagnosis/organisation.ts';
import { publishPlaybook } from '../../playbooks/publish-playbook.ts';
import { forecastPlaybook } from './forecast-playbook.ts';

const { database } = await openFileDatabase();

/** A firm whose accounts have so many seats since the beginning of the year, diagnosed on the morning of today with these playbooks. */
async function aFirm(seats: Record<string, number>, ...documents: string[]) {
  const { id, sourceId, inside } = await createFirm(database, { timeZone: 'Europe/Berlin', currency: 'EUR' });
  const manager = await inside((tx) =>
    tx.one<{ id: string }>(
      'member',
      `insert into member (organisation_id, name, email, role, status) values ($1, 'Maya', 'maya@firm.example', 'manager', 'active') returning id`,
      [id],
    ),
  );
  // As a person, so that it is asked under the policies that hold for people.
  const maya: MemberActor = {
    kind: 'member',
    organisationId: id,
    memberId: manager.id,
    name: 'Maya',
    role: 'manager',
    scopes: SCOPES,
  };
  await inside(async (tx) => {
    for (const document of documents) await publishPlaybook(tx, document);
    const accounts = Object.entries(seats).map(([name, count]) => ({
      externalId: name,
      fields: { name, stage: 'adoption' as const, seats: count },
      at: new Date('2026-01-01T00:00:00Z'),
    }));
    await writeAccounts(tx, sourceId, accounts);
  });
  return {
    id,
    inside,
    diagnose: () => inside(async (tx) => diagnoseOrganisation(tx, await today(tx), { kind: 'nightly' })),
    publish: (document: string) => inside((tx) => publishPlaybook(tx, document)),
    forecast: (document: string) => forecastPlaybook(database, maya, { document }),
  };
}

const written = (trigger: string, key = 'large') => smallPlaybook({ key, trigger });
const SEATS = { Alder: 10, Birch: 20, Cedar: 30 };

test('before the first diagnosis nobody can be named', async () => {
  const firm = await aFirm(SEATS);
  expect(await firm.forecast(written('{ when: "account.seats >= 20" }'))).toMatchObject({ asOf: null, matching: 0 });
});

test('a new playbook: who meets it, who would open, and why in words', async () => {
  const firm = await aFirm(SEATS);
  await firm.diagnose();
  const found = await firm.forecast(written('{ when: "account.seats >= 20" }'));
  expect(found).toMatchObject({ isForeseeable: true, unforeseen: [], matching: 2, opens: 2, open: 0, held: [] });
  expect(found.accounts.map(({ name, outcome }) => [name, outcome])).toEqual([
    ['Birch', 'opens'],
    ['Cedar', 'opens'],
  ]);
  expect(found.accounts[0]!.cause).toContain('20');
  expect(found.change).toBeNull();
});

test('what must hold for days is held back with the day, and what waits for another playbook with its name', async () => {
  const firm = await aFirm(SEATS, written('{ when: "account.seats >= 30" }', 'first'));
  await firm.diagnose();
  const holding = await firm.forecast(written('{ when: "account.seats >= 20", holds_for: 5d }'));
  expect(holding).toMatchObject({ matching: 2, opens: 0, held: [{ reason: 'holds_for', accounts: 2 }] });
  expect(holding.accounts[0]!.detail).toContain('it must hold for 5 days');
  const waiting = await firm.forecast(written('{ when: "account.seats >= 20", not_while: [first] }'));
  expect(waiting).toMatchObject({ matching: 2, opens: 1, held: [{ reason: 'not_while', accounts: 1 }] });
  expect(waiting.accounts[1]).toMatchObject({
    name: 'Cedar',
    outcome: 'held',
    detail: 'waits while "Test first" runs for this account',
  });
});

test('against the version that runs: who stays open, who comes in, and who drops out because of what', async () => {
  const firm = await aFirm(SEATS, written('{ when: "account.seats >= 20" }'));
  await firm.diagnose();
  const found = await firm.forecast(written('{ when: "account.seats <= 20" }'));
  expect(found).toMatchObject({ matching: 2, opens: 1, open: 1 });
  expect(found.change).toMatchObject({
    version: 1,
    matching: 2,
    comesIn: { total: 1, accounts: [{ name: 'Alder' }] },
    dropsOut: { total: 1, accounts: [{ name: 'Cedar' }] },
  });
  expect(found.change!.dropsOut.accounts[0]!.cause).toContain('30');
});

test('it foretells what the next diagnosis does', async () => {
  const firm = await aFirm(SEATS, written('{ when: "account.seats >= 30" }'));
  await firm.diagnose();
  const next = written('{ when: "account.seats >= 15" }');
  const { opens, open } = await firm.forecast(next);
  await firm.publish(next);
  const { situations } = await firm.diagnose();
  expect(situations).toMatchObject([{ playbook: 'large', opened: opens, updated: open }]);
});

test('events and the calendar are said to be beyond it', async () => {
  const firm = await aFirm(SEATS);
  await firm.diagnose();
  const event = await firm.forecast(written('{ event: contact.left }'));
  expect(event).toMatchObject({ isForeseeable: false, matching: 0 });
  expect(event.unforeseen).toHaveLength(1);
  const both = await firm.forecast(written('{ when: "account.seats >= 20", schedule: { every: week, on: monday } }'));
  expect(both).toMatchObject({ isForeseeable: true, matching: 2 });
  expect(both.unforeseen).toHaveLength(1);
});

test('what cannot run is refused with its line', async () => {
  const firm = await aFirm(SEATS);
  await expect(firm.forecast(written('{ when: "account.seets >= 20" }'))).rejects.toMatchObject({ status: 422 });
});
