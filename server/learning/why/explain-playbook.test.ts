import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { diagnoseOrganisation } from '../../diagnosis/diagnose-organisation.ts';
import { dayOf, type EpochDay, epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import { publishLibrary } from '../../playbooks/publish-library.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import { explainAccount } from './explain-account.ts';
import { explainPlaybook } from './explain-playbook.ts';

const ZONE = 'Europe/Warsaw';
const TODAY = epochDay(dayOf(new Date(), ZONE));

const { database } = await openFileDatabase();
const { sourceId, inside } = await createFirm(database, { timeZone: ZONE, currency: 'PLN' });
let borealis: string;
let corvus: string;

/** Borealis was last active 46 days ago, Corvus has churned. */
beforeAll(async () => {
  await inside(async (tx) => {
    await publishLibrary(tx);
    const accounts = await writeAccounts(tx, sourceId, [
      { externalId: 'b', fields: { name: 'Borealis', stage: 'adoption' } },
      { externalId: 'c', fields: { name: 'Corvus', stage: 'churned' } },
    ]);
    [borealis, corvus] = accounts.map(({ accountId }) => accountId) as [string, string];
    const events = [70, 60, 46].map((age) => ({
      messageId: randomUUID(),
      accountSlot: accounts[0]!.slot,
      event: 'opened',
      userKey: 'u',
      occurredAt: new Date(startOfDay(isoDate(TODAY - age), ZONE).getTime() + 3_600_000),
      properties: null,
    }));
    await recordUsage(tx, events, { sourceId, timeZone: ZONE });
  });
});

const why = (account: string, on?: EpochDay) => inside((tx) => explainPlaybook(tx, account, 'silent-usage', on));

test('each clause has value, threshold, distance to firing and the facts behind it', async () => {
  const explained = await why(borealis, TODAY - 10);
  expect(explained).toMatchObject({
    verdict: 'not_true',
    on: isoDate(TODAY - 10),
    computedFrom: 'history',
    heldBack: [],
  });
  expect(explained.because).toContain('days since last activity is 36 (not 45 or more)');
  const clause = explained.condition!.clauses.find(({ operator }) => operator === '>=')!;
  expect(clause).toMatchObject({
    signal: 'usage.active_days_total',
    value: 3,
    threshold: 3,
    distance: 0,
    truth: 'true',
  });
  const silence = explained.condition!.clauses.find(({ threshold }) => threshold === 45)!;
  expect(silence).toMatchObject({
    value: 36,
    distance: 9,
    truth: 'false',
    from: expect.stringContaining('usage events'),
  });
});

test('it would start on the day its silence is long enough, and not for whom it is not', async () => {
  expect(await why(borealis, TODAY - 1)).toMatchObject({ verdict: 'starts', condition: { truth: 'true' } });
  const explained = await why(corvus, TODAY);
  expect(explained.verdict).toBe('not_eligible');
  expect(explained.because).toContain('churned');
  expect(explained.condition!.truth).toBe('unknown');
});

test('what held it back on that day: the situation that is open, what a member said, the cooldown', async () => {
  await inside((tx) => diagnoseOrganisation(tx, TODAY - 1, { kind: 'on_demand' }));
  expect((await why(borealis, TODAY - 1)).verdict).toBe('starts');
  const open = await why(borealis, TODAY);
  expect(open).toMatchObject({ verdict: 'held_back', heldBack: [{ reason: 'situation_open' }] });
  await inside((tx) =>
    tx.execute(
      `update situation set state = 'dismissed', closed_on = $2, closed_at = now() where organisation_id = $1 and playbook_key = 'silent-usage'`,
      [tx.organisationId, isoDate(TODAY)],
    ),
  );
  await inside((tx) =>
    tx.execute(
      `insert into situation_dismissal (organisation_id, situation_id, account_id, playbook_key, reason, silent_until)
       select organisation_id, id, account_id, playbook_key, 'closed for the summer', $2 from situation
       where organisation_id = $1 and playbook_key = 'silent-usage'`,
      [tx.organisationId, isoDate(TODAY + 20)],
    ),
  );
  expect(await why(borealis)).toMatchObject({
    verdict: 'held_back',
    heldBack: [{ reason: 'dismissed', until: isoDate(TODAY + 20) }],
  });
});

test('a limit of the week, a person who has to confirm, and a playbook that is not live hold it back, too', async () => {
  const held = async (sql: string, ...values: unknown[]) => {
    const found = await inside(async (tx) => {
      await tx.execute('delete from situation where organisation_id = $1', [tx.organisationId]);
      await tx.execute(sql, [tx.organisationId, ...values]);
      return explainPlaybook(tx, borealis, 'silent-usage', TODAY);
    });
    await inside((tx) => tx.execute('delete from situation_waiting where organisation_id = $1', [tx.organisationId]));
    return [found.verdict, ...found.heldBack.map(({ reason }) => reason)];
  };
  await inside((tx) =>
    tx.execute('update organisation set account_week_limit = 1 where organisation_id = $1', [tx.organisationId]),
  );
  expect(
    await held(
      `insert into situation (organisation_id, account_id, playbook_key, playbook_version, trigger_kind, headline, evidence, opened_on)
       values ($1, $2, 'low-survey-score', 1, 'condition', 'One of this week', '[]', $3)`,
      borealis,
      isoDate(TODAY - 2),
    ),
  ).toEqual(['held_back', 'cap']);
  expect(
    await held(
      `insert into situation_waiting (organisation_id, account_id, playbook_key, playbook_version, trigger_kind, priority, headline,
         evidence, found_on) values ($1, $2, 'silent-usage', 1, 'condition', 50, 'One of many', '[]', $3)`,
      borealis,
      isoDate(TODAY),
    ),
  ).toEqual(['held_back', 'brake']);
  expect(
    await held(`update playbook set status = 'retired' where organisation_id = $1 and key = 'silent-usage'`),
  ).toEqual(['held_back', 'not_live']);
  expect(
    await held(`update playbook set status = 'published' where organisation_id = $1 and key = 'silent-usage'`),
  ).toEqual(['starts']);
});

test('what ended and came back too soon waits; what was said to be no risk counts until it is taken back', async () => {
  const cleared = (day: EpochDay) =>
    inside(async (tx) => {
      await tx.execute('delete from situation where organisation_id = $1', [tx.organisationId]);
      await tx.execute(
        `insert into situation (organisation_id, account_id, playbook_key, playbook_version, trigger_kind, headline, evidence, opened_on,
           state, closed_on, closed_at)
         values ($1, $2, 'silent-usage', 1, 'condition', 'It was silent', '[]', $3, 'cleared', $4, now())`,
        [tx.organisationId, borealis, isoDate(day - 5), isoDate(day)],
      );
      return explainPlaybook(tx, borealis, 'silent-usage', TODAY);
    });
  // It has been silent for 45 days since two days ago.
  const held = await cleared(TODAY - 5);
  expect(held).toMatchObject({ verdict: 'held_back', heldBack: [{ reason: 'rearm_after' }] });
  expect(held.because).toContain(`ended on ${isoDate(TODAY - 5)} and came back on ${isoDate(TODAY - 1)}`);
  expect((await cleared(TODAY - 30)).verdict).toBe('starts');
});

test('an account has a verdict on every playbook that runs, those that start first', async () => {
  const { account, playbooks } = await inside((tx) => explainAccount(tx, borealis, TODAY));
  expect(account.name).toBe('Borealis');
  expect(playbooks[0]).toMatchObject({
    playbook: { key: 'silent-usage' },
    verdict: 'starts',
    clauses: { met: 3, of: 3 },
  });
  const { published } = await inside((tx) =>
    tx.one<{ published: number }>(
      'organisation',
      `select count(*)::int as published from playbook where organisation_id = $1 and status = 'published'`,
      [tx.organisationId],
    ),
  );
  expect(playbooks.length).toBe(published);
  for (const { playbook, verdict, because } of playbooks)
    expect([verdict, because]).toEqual(
      await inside(async (tx) => {
        const one = await explainPlaybook(tx, borealis, playbook.key, TODAY);
        return [one.verdict, one.because];
      }),
    );
});

test('nobody is explained who is not there', async () => {
  await expect(why(randomUUID())).rejects.toThrow('account');
  await expect(inside((tx) => explainPlaybook(tx, borealis, 'no-such'))).rejects.toThrow('playbook');
});
