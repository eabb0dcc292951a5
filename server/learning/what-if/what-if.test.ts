import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { fingerprints } from '../../../test/fill.ts';
import { createFirm, openFileDatabase } from '../../../test/firm.ts';
import { writeAccounts } from '../../accounts/write-accounts.ts';
import { diagnoseOrganisation } from '../../diagnosis/diagnose-organisation.ts';
import { dayOf, epochDay, isoDate, startOfDay } from '../../lib/days.ts';
import { publishLibrary } from '../../playbooks/publish-library.ts';
import { recordUsage } from '../../sources/usage/record-usage.ts';
import { askWhatIf } from './what-if.ts';

const ZONE = 'Europe/Warsaw';
const TODAY = epochDay(dayOf(new Date(), ZONE));

const { database, connection } = await openFileDatabase();
const { id, actor, sourceId, inside } = await createFirm(database, { timeZone: ZONE, currency: 'PLN' });
let borealis: string;

/** Borealis works with the product every other day; Carl looks after it, Maya manages him. */
beforeAll(async () => {
  await inside(async (tx) => {
    await publishLibrary(tx);
    const [account] = await writeAccounts(tx, sourceId, [
      { externalId: 'b', fields: { name: 'Borealis', stage: 'adoption', renewalDate: isoDate(TODAY + 300) } },
    ]);
    borealis = account!.accountId;
    await tx.execute(
      `with maya as (insert into member (organisation_id, name, email, role, status) values ($1, 'Maya', 'maya@firm.example', 'manager', 'active')
         returning id),
       carl as (insert into member (organisation_id, name, email, role, status, manager_id)
         select $1, 'Carl', 'carl@firm.example', 'csm', 'active', id from maya returning id)
       insert into account_team (organisation_id, account_id, role, member_id) select $1, $2, 'csm', id from carl`,
      [id, borealis],
    );
    const events = Array.from({ length: 60 }, (_, i) => ({
      messageId: randomUUID(),
      accountSlot: account!.slot,
      event: 'opened',
      userKey: 'u',
      occurredAt: new Date(startOfDay(isoDate(TODAY - 1 - 2 * i), ZONE).getTime() + 3_600_000),
      properties: null,
    }));
    await recordUsage(tx, events, { sourceId, timeZone: ZONE });
    await diagnoseOrganisation(tx, TODAY, { kind: 'nightly' });
  });
});

const ask = (changes: Parameters<typeof askWhatIf>[3]['changes']) => askWhatIf(database, actor, borealis, { changes });
const silence = { signal: 'usage.days_since_last', value: 50 };

test('a trigger that would hold comes with the steps, owners and due dates of its run', async () => {
  const { changes, holding } = await ask([silence]);
  expect(changes).toMatchObject([{ signal: 'usage.days_since_last', to: 50, words: { to: '50 days' } }]);
  const silent = holding.find(({ playbook }) => playbook.key === 'silent-usage')!;
  expect(silent).toMatchObject({ verdict: 'starts', holdsNow: false });
  expect(silent.because).toContain('days since last activity is 50 (45 or more)');
  const [first] = silent.steps;
  expect(first).toMatchObject({ state: 'open', owner: { name: 'Carl', fallback: null } });
  expect(Date.parse(first!.due!.at)).toBeGreaterThan(Date.now());
  expect(first!.due!.derivation).toContain('run start');
  for (const step of silent.steps) if (step.state === 'later') expect(step.due).not.toBeNull();
});

test('health follows from the changed values by the same model, with its band', async () => {
  const calm = await ask([{ signal: 'usage.days_since_last', value: 1 }]);
  const quiet = await ask([
    { signal: 'usage.active_days_28d', value: 0 },
    { signal: 'usage.events_28d', value: 0 },
    { signal: 'usage.change_28d', value: -1 },
    { signal: 'usage.trend_90d', value: -1 },
  ]);
  expect(quiet.health.now).toEqual(calm.health.now);
  expect(quiet.health.assumed.components).not.toEqual(quiet.health.now.components);
  const engagement = (health: typeof quiet.health.now) =>
    health.components.find(({ key }) => key === 'engagement')!.score!;
  expect(engagement(quiet.health.assumed)).toBeLessThan(engagement(quiet.health.now));
  const set = await ask([{ signal: 'health.score', value: 12 }]);
  expect(set.health.assumed.score).toBe(12);
});

test('dates, labels, flags and unknown can be assumed; what cannot be is refused with a reason', async () => {
  const { changes, ending, holding } = await ask([silence, { signal: 'account.stage', value: 'churned' }]);
  expect(changes[1]).toMatchObject({ from: 'adoption', to: 'churned' });
  expect([holding.some(({ playbook }) => playbook.key === 'silent-usage'), ending]).toEqual([false, []]);
  expect((await ask([{ signal: 'usage.days_since_last', value: null }])).changes[0]!.words.to).toBe('unknown');
  const renewal = await ask([
    { signal: 'renewal.days_left', value: 40 },
    { signal: 'health.score', value: 30 },
  ]);
  const risk = renewal.holding.find(({ playbook }) => playbook.key === 'risk-before-renewal');
  expect(risk?.verdict).toMatch(/starts|held_back/);
  await expect(ask([{ signal: 'usage.day_since_last', value: 1 }])).rejects.toThrow('There is no signal');
  await expect(ask([{ signal: 'usage.days_since_last', value: 'long' }])).rejects.toThrow('takes a number');
});

test('nothing is written, whatever is assumed', async () => {
  const owner = new pg.Client(connection);
  await owner.connect();
  const before = await fingerprints(owner, id);
  expect(before.account_field).toBeDefined();
  await ask([silence, { signal: 'account.plan', value: 'a plan that nobody has' }]);
  expect(await fingerprints(owner, id)).toEqual(before);
  await owner.end();
});
