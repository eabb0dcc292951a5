import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFirm, type Firm, openFileDatabase } from '../../test/firm.ts';
import { type WrittenAccount, writeAccounts } from '../accounts/write-accounts.ts';
import { writeFacts } from '../accounts/write-facts.ts';
import { dayOf, type EpochDay, epochDay, isoDate, startOfDay } from '../lib/days.ts';
import { createLog } from '../lib/log.ts';
import { ensureDefaultPersonas } from '../personas/default-personas.ts';
import { publishLibrary } from '../playbooks/publish-library.ts';
import { computeSignals } from '../signals/compute-signals.ts';
import { recordUsage } from '../sources/usage/record-usage.ts';
import { diagnoseAccounts } from './diagnose-accounts.ts';
import { diagnoseDue } from './diagnose-due.ts';
import { diagnoseOrganisation } from './diagnose-organisation.ts';
import { dismissSituation } from './dismiss-situation.ts';

const ZONE = 'America/Sao_Paulo';
const TODAY = epochDay('2026-03-10');

const { database } = await openFileDatabase();

/** An organisation in São Paulo with the shipped playbooks and a source. */
async function aFirm() {
  const firm = await createFirm(database, { timeZone: ZONE, currency: 'BRL' });
  await firm.inside((tx) => publishLibrary(tx));
  return firm;
}

async function anAccount({ inside, sourceId }: Firm, name: string, fields = {}): Promise<WrittenAccount> {
  const [account] = await inside((tx) =>
    writeAccounts(tx, sourceId, [{ externalId: name, fields: { name, ...fields } }]),
  );
  return account!;
}

/** Usage at noon on each of these days. */
function uses({ inside, sourceId }: Firm, { slot }: WrittenAccount, days: readonly EpochDay[], user = 'u1') {
  const events = days.map((day) => ({
    messageId: randomUUID(),
    accountSlot: slot,
    event: 'opened',
    userKey: user,
    occurredAt: new Date(startOfDay(isoDate(day), ZONE).getTime() + 12 * 3_600_000),
    properties: null,
  }));
  return inside((tx) => recordUsage(tx, events, { sourceId, timeZone: ZONE }));
}

const diagnose = ({ inside }: Firm, day: EpochDay) =>
  inside((tx) => diagnoseOrganisation(tx, day, { kind: 'on_demand' }));

const situations = ({ inside, id }: Firm) =>
  inside((tx) =>
    tx.query<{
      id: string;
      playbook: string;
      state: string;
      headline: string;
      opened_on: string;
      evidence: { signal: string; value: number; phrase: string }[];
    }>(
      `select id, playbook_key as playbook, state, headline, opened_on, evidence from situation where organisation_id = $1 order by opened_at`,
      [id],
    ),
  );

test('an account that stops using the product is found on the day its silence reaches 45 days, with the evidence', async () => {
  const firm = await aFirm();
  const account = await anAccount(firm, 'Borealis');
  await uses(
    firm,
    account,
    [60, 50, 45].map((age) => TODAY - age),
  );
  await diagnose(firm, TODAY - 1);
  expect(await situations(firm)).toEqual([]);
  const { situations: results } = await diagnose(firm, TODAY);
  expect(results.find((result) => result.playbook === 'silent-usage')).toMatchObject({ opened: 1, cleared: 0 });
  const [silent] = await situations(firm);
  expect(silent).toMatchObject({ playbook: 'silent-usage', state: 'open', opened_on: '2026-03-10' });
  expect(silent!.headline).toContain('Borealis');
  expect(silent!.evidence.find((clause) => clause.signal === 'usage.days_since_last')).toMatchObject({ value: 45 });
});

test('the same day again changes nothing; use again clears', async () => {
  const firm = await aFirm();
  const account = await anAccount(firm, 'Borealis');
  await uses(
    firm,
    account,
    [60, 50, 45].map((age) => TODAY - age),
  );
  await diagnose(firm, TODAY);
  const { situations: again } = await diagnose(firm, TODAY);
  expect(again.find((result) => result.playbook === 'silent-usage')).toMatchObject({
    opened: 0,
    updated: 1,
    cleared: 0,
  });
  await uses(firm, account, [TODAY]);
  await diagnose(firm, TODAY + 1);
  expect(await situations(firm)).toMatchObject([{ state: 'cleared' }]);
});

test('an event of today is seen at once, and the night after does not open it a second time', async () => {
  const firm = await aFirm();
  const account = await anAccount(firm, 'Borealis');
  await uses(
    firm,
    account,
    [60, 50, 44].map((age) => TODAY - age),
  );
  const noon = new Date(startOfDay(isoDate(TODAY), ZONE).getTime() + 12 * 3_600_000);
  await firm.inside((tx) => diagnoseAccounts(tx, [account.accountId], noon));
  expect(await situations(firm)).toMatchObject([
    { playbook: 'silent-usage', state: 'open', opened_on: isoDate(TODAY) },
  ]);
  await diagnose(firm, TODAY + 1);
  expect(await situations(firm)).toHaveLength(1);
});

test('"not a risk, because ..." keeps the cause silent until its day, then it may open again', async () => {
  const firm = await aFirm();
  const account = await anAccount(firm, 'Borealis');
  await uses(
    firm,
    account,
    [60, 50, 45].map((age) => TODAY - age),
  );
  await diagnose(firm, TODAY);
  const [open] = await situations(firm);
  const today = epochDay(dayOf(new Date(), ZONE));
  await firm.inside((tx) =>
    dismissSituation(tx, open!.id, { reason: 'They close for the summer', silentDays: TODAY + 10 - today }),
  );
  await diagnose(firm, TODAY + 5);
  expect(await situations(firm)).toMatchObject([{ state: 'dismissed' }]);
  const held = await firm.inside((tx) =>
    tx.query(`select reason from situation_held_back where organisation_id = $1`, [firm.id]),
  );
  expect(held).toMatchObject([{ reason: 'dismissed' }]);
  await diagnose(firm, TODAY + 10);
  expect(await situations(firm)).toMatchObject([{ state: 'dismissed' }, { state: 'open' }]);
});

test('the night is caught up once after downtime, in the organisation’s own time zone', async () => {
  const firm = await aFirm();
  await anAccount(firm, 'Borealis');
  const log = createLog('silent');
  // 05:59 UTC is 02:59 in São Paulo: before the hour of the diagnosis.
  const at = (time: string) => diagnoseDue(database, log, new Date(time));
  const days = async () =>
    await firm.inside((tx) =>
      tx.query<{ as_of: string; kind: string }>(
        'select as_of, kind from diagnosis where organisation_id = $1 order by as_of',
        [firm.id],
      ),
    );
  await at('2026-03-10T05:59:00Z');
  expect(await days()).toEqual([]);
  await at('2026-03-10T06:01:00Z');
  await at('2026-03-10T20:00:00Z');
  expect(await days()).toEqual([{ as_of: '2026-03-10', kind: 'nightly' }]);
  await at('2026-03-13T15:00:00Z');
  await at('2026-03-13T15:10:00Z');
  expect(await days()).toEqual([
    { as_of: '2026-03-10', kind: 'nightly' },
    { as_of: '2026-03-13', kind: 'caught_up' },
  ]);
});

interface Person {
  readonly role: string | null;
  readonly title: string | null;
  readonly joined: number | null;
  readonly left: number | null;
  readonly talks: readonly (readonly [age: number, isAnswered: boolean])[];
  readonly becomes: string | null;
}

/** Somebody at an account, with talks so many days ago, and another role since. */
async function meets({ inside, sourceId, id }: Firm, { accountId }: WrittenAccount, person: Person) {
  const ago = (days: number | null) => (days === null ? null : isoDate(TODAY - days));
  const { role, title } = person;
  const values = { name: 'Kim', role: person.becomes, title, joined_on: ago(person.joined), left_on: ago(person.left) };
  await inside(async (tx) => {
    const [contact] = await writeFacts(tx, sourceId, 'contact', [{ externalId: randomUUID(), accountId, values }]);
    const talks = person.talks.map(([age, isAnswered]) => ({
      externalId: randomUUID(),
      accountId,
      values: {
        kind: 'email',
        direction: isAnswered ? 'inbound' : 'outbound',
        contact_id: contact!.id,
        occurred_at: startOfDay(isoDate(TODAY - age), ZONE),
      },
    }));
    await writeFacts(tx, sourceId, 'interaction', talks);
    await tx.execute(
      `insert into contact_past (organisation_id, contact_id, field, value, until) values ($1, $2, 'role', $3, $4)`,
      [id, contact!.id, role, startOfDay(isoDate(TODAY - 10), ZONE)],
    );
  });
}

test('a signal has one value: for all accounts at once, for one alone, and computed with other days beside it', async () => {
  const firm = await aFirm();
  const accounts = [
    await anAccount(firm, 'A'),
    await anAccount(firm, 'B', { seats: 5, arrMinor: 100_000 }),
    await anAccount(firm, 'C', { segment: 'small' }),
  ];
  const use = fc.record({
    who: fc.nat(1),
    age: fc.integer({ min: -1, max: 150 }),
    user: fc.constantFrom('u1', 'u2', 'u3'),
  });
  const ticket = fc.record({
    who: fc.nat(2),
    opened: fc.integer({ min: -1, max: 100 }),
    open: fc.integer({ min: 0, max: 60 }),
    csat: fc.integer({ min: 1, max: 5 }),
  });
  const role = fc.constantFrom('champion', 'executive_sponsor', 'user', null);
  const person = fc.record({
    who: fc.nat(2),
    role,
    title: fc.constantFrom('VP Sales', 'Head of IT', 'Accountant', null),
    joined: fc.option(fc.integer({ min: -2, max: 200 })),
    left: fc.option(fc.integer({ min: -2, max: 100 })),
    /** Days before today on which somebody spoke with them, and whether they answered. */
    talks: fc.array(fc.tuple(fc.integer({ min: -1, max: 120 }), fc.boolean()), { maxLength: 4 }),
    /** What they become: the values before are kept as those of the past. */
    becomes: fc.option(role),
  });
  const quiet = "contact.days_since_touch >= 30 || account.segment == 'small' && contact.touchpoints_90d == 0";
  await firm.inside(async (tx) => {
    await ensureDefaultPersonas(tx);
    await tx.execute(
      `insert into persona (organisation_id, key, name, rule, cadence_days) values ($1, 'quiet', 'Quiet', $2, 7)`,
      [firm.id, quiet],
    );
  });
  // The team logs its calls, though it had none with B and C.
  await firm.inside(async (tx) => {
    const contacts = accounts.map(({ accountId }, i) => ({ externalId: `c${i}`, accountId, values: { name: 'Lena' } }));
    await writeFacts(tx, firm.sourceId, 'contact', contacts);
    const call = { kind: 'call', direction: 'two_way', occurred_at: startOfDay(isoDate(TODAY - 20), ZONE) };
    const { accountId } = accounts[0]!;
    await writeFacts(tx, firm.sourceId, 'interaction', [{ externalId: 'call', accountId, values: call }]);
  });
  let facts = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(use, { maxLength: 40 }),
      fc.array(ticket, { maxLength: 6 }),
      fc.array(person, { maxLength: 6 }),
      async (usage, tickets, people) => {
        for (const { who, age, user } of usage) await uses(firm, accounts[who]!, [TODAY - age], user);
        const instant = (day: EpochDay) => startOfDay(isoDate(day), ZONE);
        await firm.inside((tx) =>
          writeFacts(
            tx,
            firm.sourceId,
            'ticket',
            tickets.map((one) => ({
              externalId: `t${facts++}`,
              accountId: accounts[one.who]!.accountId,
              values: {
                opened_at: instant(TODAY - one.opened),
                closed_at: instant(TODAY - one.opened + one.open),
                csat: one.csat,
              },
            })),
          ),
        );
        for (const one of people) await meets(firm, accounts[one.who]!, one);
        await firm.inside(async (tx) => {
          const all = await computeSignals(tx, [TODAY]);
          const beside = await computeSignals(tx, [TODAY - 30, TODAY - 1, TODAY]);
          for (const { slot } of accounts) {
            const alone = await computeSignals(tx, [TODAY], [slot]);
            for (const [name, column] of all.days[0]!.columns) {
              const value = column[slot]!;
              expect([name, alone.days[0]!.columns.get(name)![0]]).toEqual([name, value]);
              expect([name, beside.days[2]!.columns.get(name)![slot]]).toEqual([name, value]);
            }
          }
        });
      },
    ),
    { numRuns: 12 },
  );
});
