import { expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../test/firm.ts';
import { smallPlaybook } from '../../test/small-playbook.ts';
import { writeAccounts } from '../accounts/write-accounts.ts';
import { type EpochDay, epochDay, isoDate, startOfDay } from '../lib/days.ts';
import { publishPlaybook } from '../playbooks/publish-playbook.ts';
import { changeSegment } from '../segments/change-segment.ts';
import { createSegment } from '../segments/create-segment.ts';
import { removeSegment } from '../segments/remove-segment.ts';
import { readSegment } from '../worklist/read-segment.ts';
import { diagnoseAccounts } from './diagnose-accounts.ts';
import { diagnoseOrganisation } from './diagnose-organisation.ts';

const TODAY = epochDay('2026-03-10');
const ZONE = 'Europe/Berlin';

const { database } = await openFileDatabase();

const LARGE = { key: 'large', name: 'Large', rule: 'account.seats >= 250' };

/** Starts for who comes into "large", or leaves it, as `trigger` says. */
const playbook = (trigger: string) => smallPlaybook({ trigger });

async function aFirm() {
  const { id, actor, sourceId, inside } = await createFirm(database, { timeZone: ZONE, currency: 'EUR' });
  /** Says what is known of an account from the morning of a day on. */
  const know = async (name: string, fields: object, from: EpochDay = TODAY - 30) => {
    const at = new Date(startOfDay(isoDate(from), ZONE).getTime() - 3_600_000);
    const [account] = await inside((tx) =>
      writeAccounts(tx, sourceId, [{ externalId: name, fields: { name, ...fields }, at }]),
    );
    return account!.accountId;
  };
  const diagnose = (day: EpochDay) => inside((tx) => diagnoseOrganisation(tx, day, { kind: 'on_demand' }));
  const segment = (key = 'large') => readSegment(database, actor, key);
  const open = () =>
    inside((tx) =>
      tx.query<{ headline: string; kind: string }>(
        `select headline, trigger_kind as kind from situation where organisation_id = $1 and state = 'open' order by 1`,
        [id],
      ),
    );
  return { id, actor, inside, know, diagnose, segment, open };
}

test('members follow the data, with who moved, when, and which value did it', async () => {
  const firm = await aFirm();
  await firm.know('Big', { seats: 300 });
  const grows = await firm.know('Grows', { seats: 240 });
  await firm.know('Unknown', {});
  await createSegment(database, firm.actor, LARGE);
  await firm.diagnose(TODAY);
  const first = await firm.segment();
  expect(first.accounts.map(({ account }) => account.name)).toEqual(['Big']);
  expect(first.moves).toEqual([]);

  await firm.inside((tx) =>
    tx.execute('update account set seats = 260 where organisation_id = $1 and id = $2', [firm.id, grows]),
  );
  await firm.diagnose(TODAY + 1);
  await firm.diagnose(TODAY + 1);
  const second = await firm.segment();
  expect(second).toMatchObject({ members: 2, asOf: '2026-03-11' });
  expect(second.moves).toEqual([
    expect.objectContaining({
      account: { id: grows, name: 'Grows' },
      direction: 'in',
      cause: 'data',
      movedOn: '2026-03-11',
      because: 'seats sold are 260 (250 or more), 240 seats before',
    }),
  ]);

  await firm.inside((tx) =>
    tx.execute('update account set seats = 90 where organisation_id = $1 and id = $2', [firm.id, grows]),
  );
  await firm.diagnose(TODAY + 2);
  expect((await firm.segment()).moves.map(({ direction }) => direction)).toEqual(['out', 'in']);
});

test('what is not known any more moves nobody, and an earlier morning does not either', async () => {
  const firm = await aFirm();
  const big = await firm.know('Big', { seats: 300 });
  await createSegment(database, firm.actor, LARGE);
  await firm.diagnose(TODAY);
  await firm.inside((tx) =>
    tx.execute('update account set seats = null where organisation_id = $1 and id = $2', [firm.id, big]),
  );
  await firm.diagnose(TODAY + 1);
  expect(await firm.segment()).toMatchObject({ members: 1, moves: [] });
  await firm.inside((tx) =>
    tx.execute('update account set seats = 3 where organisation_id = $1 and id = $2', [firm.id, big]),
  );
  await firm.diagnose(TODAY);
  expect(await firm.segment()).toMatchObject({ members: 1, moves: [] });
});

test('a live diagnosis moves at once, and the morning after finds it done', async () => {
  const firm = await aFirm();
  const small = await firm.know('Small', { seats: 10 });
  await createSegment(database, firm.actor, LARGE);
  await firm.diagnose(TODAY);
  await firm.inside((tx) =>
    tx.execute('update account set seats = 500 where organisation_id = $1 and id = $2', [firm.id, small]),
  );
  await firm.inside((tx) => diagnoseAccounts(tx, [small], new Date('2026-03-10T15:00:00Z')));
  expect(await firm.segment()).toMatchObject({ members: 1, moves: [{ movedOn: '2026-03-10', direction: 'in' }] });
  await firm.diagnose(TODAY + 1);
  expect((await firm.segment()).moves).toHaveLength(1);
});

test('coming in and leaving start playbooks; whom a new rule moves starts none', async () => {
  const firm = await aFirm();
  const grows = await firm.know('Grows', { seats: 240, stage: 'adoption' });
  await firm.know('Middle', { seats: 120, stage: 'adoption' });
  await createSegment(database, firm.actor, LARGE);
  await firm.inside((tx) => publishPlaybook(tx, playbook('{ enters_segment: large }')));
  await firm.diagnose(TODAY);
  expect(await firm.open()).toEqual([]);
  await firm.inside((tx) =>
    tx.execute('update account set seats = 260 where organisation_id = $1 and id = $2', [firm.id, grows]),
  );
  await firm.diagnose(TODAY + 1);
  expect(await firm.open()).toEqual([
    {
      headline: 'Grows came into Large: seats sold are 260 (250 or more), 240 seats before',
      kind: 'enters_segment',
    },
  ]);
  await changeSegment(database, firm.actor, 'large', { rule: 'account.seats >= 100' });
  expect((await firm.segment()).moves[0]).toMatchObject({ cause: 'rule', because: 'Steward changed the rule' });
  await firm.diagnose(TODAY + 2);
  expect(await firm.open()).toHaveLength(1);
});

test('leaving starts a playbook, and a playbook for a segment starts for its members only', async () => {
  const firm = await aFirm();
  const shrinks = await firm.know('Shrinks', { seats: 300, stage: 'adoption' });
  await firm.know('Small', { seats: 4, stage: 'adoption' });
  await createSegment(database, firm.actor, LARGE);
  await firm.inside((tx) => publishPlaybook(tx, playbook('{ leaves_segment: [large] }')));
  await firm.diagnose(TODAY);
  await firm.inside((tx) =>
    tx.execute('update account set seats = 20 where organisation_id = $1 and id = $2', [firm.id, shrinks]),
  );
  await firm.diagnose(TODAY + 1);
  expect(await firm.open()).toMatchObject([{ kind: 'leaves_segment' }]);
  await firm.inside((tx) =>
    publishPlaybook(tx, playbook('{ when: "account.seats > 0" }').replace('trigger:', 'for: large\ntrigger:')),
  );
  await firm.diagnose(TODAY + 2);
  expect((await firm.open()).filter(({ kind }) => kind === 'condition')).toEqual([]);
});

test('a rule with a mistake is refused with its place, a key that is taken too, and a segment that a playbook needs stays', async () => {
  const firm = await aFirm();
  await expect(createSegment(database, firm.actor, { ...LARGE, rule: 'account.seets >= 250' })).rejects.toMatchObject({
    status: 400,
    details: [{ at: 'rule, line 1, column 1', mend: expect.stringContaining('account.seats') }],
  });
  await createSegment(database, firm.actor, LARGE);
  await expect(createSegment(database, firm.actor, LARGE)).rejects.toMatchObject({ status: 409 });
  await firm.inside((tx) => publishPlaybook(tx, playbook('{ enters_segment: large }')));
  await expect(removeSegment(database, firm.actor, 'large')).rejects.toMatchObject({ status: 409 });
  await expect(firm.inside((tx) => publishPlaybook(tx, playbook('{ enters_segment: larg }')))).rejects.toMatchObject({
    details: [{ mend: 'Did you mean large?' }],
  });
});
