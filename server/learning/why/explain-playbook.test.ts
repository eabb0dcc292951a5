import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { systemActor } from '../../context/actor.ts';
import { inOrganisation, type Transaction } from '../../context/transaction.ts';
import { type Database, openDatabase } from '../../database/database.ts';
import { diagnoseOrganisation } from '../../diagnosis/diagnose-organisation.ts';
import { createOrganisation } from '../../identity/create-organisation.ts';
import { dayOf, type EpochDay, epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import { publishLibrary } from '../../playbooks/publish-library.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import { explainPlaybook } from './explain-playbook.ts';

const ZONE = 'Europe/Warsaw';
const TODAY = epochDay(dayOf(new Date(), ZONE));

let postgres: TestDatabase;
let database: Database;
let inside: <Result>(work: (tx: Transaction) => Promise<Result>) => Promise<Result>;
let borealis: string;
let corvus: string;

/** Borealis was last active 46 days ago, Corvus has churned. */
beforeAll(async () => {
  postgres = await createTestDatabase();
  database = openDatabase(postgres.connection, postgres.secret, { size: 4 });
  const slug = `firm-${randomUUID().slice(0, 8)}`;
  const { id } = await createOrganisation(database, { slug, name: slug, timeZone: ZONE, currency: 'PLN' });
  inside = (work) => inOrganisation(database, systemActor(id), work);
  await inside(async (tx) => {
    await publishLibrary(tx);
    const source = await tx.one<{ id: string }>(
      'source',
      `insert into source (organisation_id, name, kind) values ($1, 'crm', 'file') returning id`,
      [id],
    );
    const accounts = await writeAccounts(tx, source.id, [
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
    await recordUsage(tx, events, { sourceId: source.id, timeZone: ZONE });
  });
});
afterAll(async () => {
  await database.close();
  await postgres.drop();
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

test('nobody is explained who is not there', async () => {
  await expect(why(randomUUID())).rejects.toThrow('account');
  await expect(inside((tx) => explainPlaybook(tx, borealis, 'no-such'))).rejects.toThrow('playbook');
});
