import { describe, expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../test/firm.ts';
import { smallPlaybook } from '../../test/small-playbook.ts';
import { writeAccounts } from '../accounts/write-accounts.ts';
import { writeFacts } from '../accounts/write-facts.ts';
import { businessCalendar } from '../lib/calendar/business-calendar.ts';
import { type EpochDay, epochDay } from '../lib/days.ts';
import { TRIGGER_EVENTS } from '../playbooks/definition.ts';
import { publishPlaybook } from '../playbooks/publish-playbook.ts';
import { diagnoseOrganisation } from './diagnose-organisation.ts';
import { slotsWithEvent } from './events-of-day.ts';
import { isScheduledDay } from './trigger-truth.ts';

const TODAY = epochDay('2026-03-10');
const ZONE = 'Europe/Berlin';

const { database } = await openFileDatabase();

/** A playbook of one step that starts by this trigger (YAML). */
const playbook = (trigger: string, key = 'test', stage = '[onboarding, adoption, growth, renewal]') =>
  smallPlaybook({ key, trigger, stage });

async function aFirm(...documents: string[]) {
  const { id, sourceId, inside } = await createFirm(database, { timeZone: ZONE, currency: 'EUR' });
  await inside(async (tx) => {
    for (const document of documents) await publishPlaybook(tx, document);
  });
  const diagnose = (day: EpochDay) => inside((tx) => diagnoseOrganisation(tx, day, { kind: 'on_demand' }));
  const open = () =>
    inside((tx) =>
      tx.query<{ name: string; playbook: string; kind: string }>(
        `select a.name, s.playbook_key as playbook, s.trigger_kind as kind from situation s
         join account a on a.organisation_id = s.organisation_id and a.id = s.account_id
         where s.organisation_id = $1 and s.state = 'open' order by a.name, playbook`,
        [id],
      ),
    );
  const anAccount = async (name: string, fields = {}, at?: Date) =>
    (
      await inside((tx) =>
        writeAccounts(tx, sourceId, [{ externalId: name, fields: { name, ...fields }, ...(at && { at }) }]),
      )
    )[0]!;
  return { id, inside, sourceId, diagnose, open, anAccount };
}

test('every event that a playbook may name is looked for', async () => {
  const { inside } = await aFirm();
  for (const event of Object.keys(TRIGGER_EVENTS)) await inside((tx) => slotsWithEvent(tx, event, TODAY, ZONE, null));
  await expect(inside((tx) => slotsWithEvent(tx, 'usage.export_failed', TODAY, ZONE, [0]))).resolves.toEqual([]);
});

test('an event starts the playbook for its account, in the organisation’s own day', async () => {
  const firm = await aFirm(playbook('{ event: contact.left }'), playbook('{ event: ticket.opened }', 'ticket'));
  const borealis = await firm.anAccount('Borealis');
  const other = await firm.anAccount('Other');
  await firm.inside(async (tx) => {
    await writeFacts(tx, firm.sourceId, 'contact', [
      { externalId: 'c1', accountId: borealis.accountId, values: { name: 'Ada', left_on: '2026-03-09' } },
    ]);
    // 23:30 UTC is half past midnight of the next day in Berlin.
    await writeFacts(tx, firm.sourceId, 'ticket', [
      { externalId: 't1', accountId: other.accountId, values: { opened_at: new Date('2026-03-08T23:30:00Z') } },
    ]);
  });
  await firm.diagnose(TODAY - 1);
  expect(await firm.open()).toEqual([]);
  await firm.diagnose(TODAY);
  expect(await firm.open()).toEqual([
    { name: 'Borealis', playbook: 'test', kind: 'event' },
    { name: 'Other', playbook: 'ticket', kind: 'event' },
  ]);
});

test('entering a stage starts it; having been there for long does not, and neither does another stage', async () => {
  const firm = await aFirm(playbook('{ enters_stage: onboarding }'));
  await firm.anAccount('Fresh', { stage: 'onboarding', stageSince: '2026-03-05' });
  await firm.anAccount('Old hand', { stage: 'onboarding', stageSince: '2026-01-05' });
  await firm.anAccount('Grown', { stage: 'growth', stageSince: '2026-03-05' });
  await firm.diagnose(TODAY);
  expect(await firm.open()).toEqual([{ name: 'Fresh', playbook: 'test', kind: 'stage' }]);
});

test('an account in another stage than the playbook’s does not start it, one whose stage is unknown may', async () => {
  const firm = await aFirm(playbook('{ when: "account.seats >= 10" }', 'test', '[adoption]'));
  await firm.anAccount('In it', { stage: 'adoption', seats: 10 });
  await firm.anAccount('Gone', { stage: 'churned', seats: 10 });
  await firm.anAccount('Who knows', { seats: 10 });
  await firm.diagnose(TODAY);
  expect((await firm.open()).map((one) => one.name)).toEqual(['In it', 'Who knows']);
});

test('so many days before the renewal', async () => {
  const firm = await aFirm(playbook('{ schedule: { before_renewal: 90d } }'));
  await firm.anAccount('In 90 days', { renewalDate: '2026-06-08' });
  await firm.anAccount('In 91 days', { renewalDate: '2026-06-09' });
  await firm.diagnose(TODAY);
  expect((await firm.open()).map((one) => one.name)).toEqual(['In 90 days']);
  await firm.diagnose(TODAY + 1);
  expect((await firm.open()).map((one) => one.name)).toEqual(['In 91 days']);
});

test('a playbook waits while another that it names runs for the account, and the list says so', async () => {
  const firm = await aFirm(
    playbook('{ when: "account.seats >= 10", priority: 90 }', 'risk'),
    playbook('{ when: "account.seats >= 5", not_while: [risk] }', 'expansion'),
  );
  await firm.anAccount('Both', { seats: 10 });
  await firm.anAccount('One', { seats: 5 });
  await firm.diagnose(TODAY);
  expect(await firm.open()).toEqual([
    { name: 'Both', playbook: 'risk', kind: 'condition' },
    { name: 'One', playbook: 'expansion', kind: 'condition' },
  ]);
  const held = await firm.inside((tx) =>
    tx.query('select playbook_key, reason, detail from situation_held_back where organisation_id = $1', [firm.id]),
  );
  expect(held).toEqual([
    { playbook_key: 'expansion', reason: 'not_while', detail: 'waits while "Test risk" runs for this account' },
  ]);
});

describe('a schedule', () => {
  const calendar = businessCalendar({ region: 'DE' });
  const is = (schedule: Parameters<typeof isScheduledDay>[0], date: string) => isScheduledDay(schedule, date, calendar);

  test('on business days leaves out weekends and holidays', () => {
    expect(['2026-04-02', '2026-04-03', '2026-04-04'].map((date) => is({ every: 'business_day' }, date))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('on a weekday, or the n-th of a month', () => {
    expect(is({ every: 'week', on: 'monday' }, '2026-03-09')).toBe(true);
    expect(is({ every: 'month', on: 'second tuesday' }, '2026-03-10')).toBe(true);
    expect(is({ every: 'month', on: 'first tuesday' }, '2026-03-10')).toBe(false);
    expect(is({ every: 'month', on: 'last tuesday' }, '2026-03-31')).toBe(true);
    expect(is({ every: 'month', on: 'last tuesday' }, '2026-03-24')).toBe(false);
  });

  test('on a day that a month lacks means its last', () => {
    expect(is({ every: 'month', on: 31 }, '2026-02-28')).toBe(true);
    expect(is({ every: 'month', on: 31 }, '2026-03-30')).toBe(false);
  });
});
