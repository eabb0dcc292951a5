import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { type WrittenAccount, writeAccounts } from '../../accounts/write-accounts.ts';
import { writeFacts } from '../../accounts/write-facts.ts';
import { systemActor } from '../../context/actor.ts';
import { computeDays } from '../../diagnosis/compute-days.ts';
import { diagnoseOrganisation } from '../../diagnosis/diagnose-organisation.ts';
import { loadCatalogue } from '../../health/load-catalogue.ts';
import { type EpochDay, epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import { ensureDefaultPersonas } from '../../personas/default-personas.ts';
import { computeSignals } from '../../signals/compute-signals.ts';
import { defineMetric } from '../../sources/usage/define-metric.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import { pastDays } from './past-days.ts';

const ZONE = 'America/Sao_Paulo';
const TODAY = epochDay('2026-03-10');

const { database } = await openFileDatabase();

async function aFirm() {
  const { id, sourceId, inside } = await createFirm(database, { timeZone: ZONE, currency: 'BRL' });
  await defineMetric(database, systemActor(id), { key: 'exports', title: 'Exports', event: 'exported' });
  const accounts = await inside((tx) =>
    writeAccounts(tx, sourceId, [
      { externalId: 'a', fields: { name: 'Borealis', stage: 'adoption', arrMinor: 1_200_000, seats: 5 } },
      { externalId: 'b', fields: { name: 'Corvus', seats: 20, arrMinor: 4000, renewalDate: '2026-06-01' } },
      { externalId: 'c', fields: { name: 'Draco' } },
    ]),
  );
  // Somebody with whom the team speaks, and has said so.
  await inside(async (tx) => {
    await ensureDefaultPersonas(tx);
    const { accountId } = accounts[1]!;
    const values = { name: 'Kim', role: 'champion', joined_on: isoDate(TODAY - 90) };
    const [kim] = await writeFacts(tx, sourceId, 'contact', [{ externalId: 'kim', accountId, values }]);
    const talks = [-65, -33, 1].map((from) => ({
      externalId: `talk ${from}`,
      accountId,
      values: { kind: 'call', direction: 'two_way', contact_id: kim!.id, occurred_at: noonOf(TODAY + from) },
    }));
    await writeFacts(tx, sourceId, 'interaction', talks);
  });
  return { id, inside, sourceId, accounts };
}

type Firm = Awaited<ReturnType<typeof aFirm>>;

interface Use {
  readonly who: number;
  readonly day: EpochDay;
  readonly user: string;
  readonly event: string;
  /** The source's own id: the same again is the same fact. */
  readonly id: string;
}

function record({ inside, sourceId, accounts }: Firm, uses: readonly Use[]) {
  const events = uses.map(({ who, day, user, event, id }) => ({
    messageId: id,
    accountSlot: accounts[who]!.slot,
    event,
    userKey: user,
    occurredAt: noonOf(day),
    properties: null,
  }));
  return inside((tx) => recordUsage(tx, events, { sourceId, timeZone: ZONE }));
}

const noonOf = (day: EpochDay) => new Date(startOfDay(isoDate(day), ZONE).getTime() + 12 * 3_600_000);

/** Every signal of the past on these days, by day and name. */
function pastOf({ inside }: Firm, days: readonly EpochDay[]) {
  return inside(async (tx) => {
    const catalogue = await loadCatalogue(tx);
    const wanted = new Set([...catalogue.values()].map(({ name }) => name));
    const found = new Map<EpochDay, Map<string, number[]>>();
    const { labels } = await pastDays(tx, days, { wanted, catalogue }, (day, columns) =>
      found.set(day, new Map([...columns].map(([name, values]) => [name, [...values]]))),
    );
    await labels.save(tx);
    return found;
  });
}

const upTo = (from: EpochDay, to: EpochDay) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('nightly value, live value and back-test value are one, with late, repeated and future facts', {
  timeout: 120_000,
}, async () => {
  const use = fc.record({
    who: fc.nat(1),
    age: fc.integer({ min: -6, max: 120 }),
    /** In which of the nights it is told, and whether it is told again. */
    told: fc.nat(3),
    isRepeated: fc.boolean(),
    user: fc.constantFrom('u1', 'u2', 'u3'),
    event: fc.constantFrom('opened', 'exported'),
  });
  const nights = [TODAY - 2, TODAY - 1, TODAY];
  await fc.assert(
    fc.asyncProperty(fc.array(use, { minLength: 5, maxLength: 60 }), async (uses) => {
      const firm = await aFirm();
      const facts = uses.map((one, i) => ({ ...one, id: `e${i}`, day: TODAY - one.age }));
      const nightly = new Map<EpochDay, Map<string, Float64Array>>();
      for (const [told, night] of [...nights, null].entries()) {
        const now = facts.filter((one) => one.told === told || (one.isRepeated && one.told < told));
        await record(firm, now);
        if (night === null) continue;
        const slots = firm.accounts.map(({ slot }) => slot);
        const live = await valuesOn(firm, night, slots);
        await firm.inside((tx) => diagnoseOrganisation(tx, night, { kind: 'nightly' }));
        const all = await valuesOn(firm, night, null);
        nightly.set(night, all);
        for (const [name, values] of live) expect([name, ...values]).toEqual([name, ...(all.get(name) ?? [])]);
      }
      // The past of the nights is what was known then; that of other days what is known now, however many days beside it are asked for.
      const past = await pastOf(firm, upTo(TODAY - 70, TODAY + 3));
      for (const night of nights)
        for (const [name, values] of past.get(night)!)
          expect([night, name, ...values]).toEqual([night, name, ...nightly.get(night)!.get(name)!]);
      const days = [TODAY - 60, TODAY - 31, TODAY - 3, TODAY + 2];
      const [few, computed] = [await pastOf(firm, days), await firm.inside((tx) => computeSignals(tx, days))];
      for (const { day, columns } of computed.days)
        for (const [name, values] of columns) {
          expect([day, name, ...past.get(day)!.get(name)!]).toEqual([day, name, ...values]);
          expect([day, name, ...few.get(day)!.get(name)!]).toEqual([day, name, ...values]);
        }
    }),
    { numRuns: 5 },
  );
});

/** Signals and health on a day as a live diagnosis (of these slots) or a nightly one (of all) computes them. */
function valuesOn(firm: Firm, day: EpochDay, slots: readonly number[] | null) {
  return firm.inside(async (tx) => {
    const found = new Map<string, Float64Array>();
    const catalogue = await loadCatalogue(tx);
    const names = new Set([...catalogue.values()].map(({ name }) => name));
    await computeDays(
      tx,
      [day],
      async ({ columns }) => {
        for (const name of names) found.set(name, columns.get(name)!.slice());
      },
      slots,
    );
    return found;
  });
}

test('nothing of the future shows: facts of every kind after a day leave all its signals as they were', async () => {
  const firm = await aFirm();
  const [borealis] = firm.accounts as [WrittenAccount];
  const { inside, sourceId } = firm;
  const { accountId } = borealis;
  const write = (from: number, suffix: string) =>
    inside(async (tx) => {
      const row = (values: object) => [{ externalId: `${suffix}`, accountId, values: values as never }];
      const [earlier, later] = [noonOf(TODAY + from), noonOf(TODAY + from + 5)];
      const [on, end] = [isoDate(TODAY + from), isoDate(TODAY + from + 5)];
      await writeFacts(
        tx,
        sourceId,
        'ticket',
        row({ opened_at: earlier, closed_at: later, priority: 'urgent', csat: 1 }),
      );
      await writeFacts(tx, sourceId, 'survey_response', row({ kind: 'nps', score: 2, responded_at: earlier }));
      const person = { name: 'Lena', role: 'champion', joined_on: on, left_on: end };
      const [lena] = await writeFacts(tx, sourceId, 'contact', row(person));
      const call = { kind: 'call', direction: 'two_way', occurred_at: earlier, contact_id: lena!.id };
      await writeFacts(tx, sourceId, 'interaction', row(call));
      await writeFacts(tx, sourceId, 'invoice', row({ issued_on: on, due_on: on, amount_minor: 900, currency: 'BRL' }));
      const deal = { kind: 'expansion', opened_at: earlier, won_at: later, amount_minor: 5, currency: 'BRL' };
      await writeFacts(tx, sourceId, 'opportunity', row(deal));
      const sold = { starts_on: on, renews_on: end, arr_minor: 7, currency: 'BRL', seats: 3 };
      await writeFacts(tx, sourceId, 'subscription', row(sold));
    });
  await record(firm, [{ who: 0, day: TODAY - 50, user: 'u1', event: 'opened', id: 'known' }]);
  await write(-40, 'known');
  const days = [TODAY - 1, TODAY];
  const before = await pastOf(firm, days);
  await write(0, 'future');
  await write(3, 'further');
  await record(firm, [{ who: 0, day: TODAY, user: 'u9', event: 'exported', id: 'future' }]);
  await inside((tx) =>
    writeAccounts(tx, sourceId, [
      { externalId: 'a', fields: { name: 'Borealis', stage: 'churned', arrMinor: 5, renewalDate: '2027-01-01' } },
      { externalId: 'b', fields: { name: 'Corvus', arrMinor: 9, seats: 1, renewalDate: '2027-01-01' } },
    ]),
  );
  expect(await pastOf(firm, days)).toEqual(before);
  // And it does show as soon as its day has passed.
  const after = await pastOf(firm, [TODAY + 2]);
  expect(after.get(TODAY + 2)!.get('usage.days_since_last')![borealis.slot]).toBe(2);
  expect(after.get(TODAY + 2)!.get('tickets.open')![borealis.slot]).toBe(1);
  expect(after.get(TODAY + 2)!.get('persona.champions.contacts')![borealis.slot]).toBe(1);
  expect(before.get(TODAY)!.get('persona.champions.days_since_touch')![firm.accounts[1]!.slot]).toBe(33);
  expect(before.get(TODAY)!.get('relationship.cadence_overdue')![firm.accounts[1]!.slot]).toBe(1);
});
