import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOf } from '../../test/audit.ts';
import type { Person } from '../../test/world.ts';
import { acceptHandoff } from '../handoffs/accept-handoff.ts';
import { listHandoffs } from '../handoffs/list-handoffs.ts';
import { changeMember } from '../identity/change-member.ts';
import { riskPlaybook } from '../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { startRun } from '../runs/start-run.ts';
import { assignAccounts, previewAssignment } from './assign-accounts.ts';
import { catchFallenTasks } from './catch-fallen-tasks.ts';
import { movePortfolio, previewPortfolio } from './move-portfolio.ts';
import { undoPortfolioMove } from './undo-move.ts';

let runs: RunsTest;
let alice: Person;
let maya: Person;
let carl: Person;
beforeAll(async () => {
  runs = await openRunsTest();
  ({ alice, maya, carl } = runs.world);
});
afterAll(() => runs.close());

/** A new CSM of Acme, who looks after `accounts` with an open task each. */
async function aCsm(name: string, accounts: readonly string[] = []) {
  const { id } = await runs.inAcme((tx) =>
    tx.one<{ id: string }>(
      'member',
      `insert into member (organisation_id, email, name, role) values ($1, lower($2) || '@acme.example', $2, 'csm') returning id`,
      [runs.world.acme.id, name],
    ),
  );
  const made = [];
  for (const one of accounts) {
    const account = await runs.anAccount(one);
    await runs.inAcme((tx) =>
      tx.execute('update account_team set member_id = $3 where organisation_id = $1 and account_id = $2', [
        runs.world.acme.id,
        account.id,
        id,
      ]),
    );
    await startRun(runs.database, maya.actor, { accountId: account.id, playbookKey: riskPlaybook.playbook });
    made.push(account.id);
  }
  return { id, accounts: made };
}

function csmsOf(accountIds: readonly string[]) {
  return runs
    .inAcme((tx) =>
      tx.query<{ name: string }>(
        `select m.name from account_team t join member m on m.organisation_id = $1 and m.id = t.member_id
         where t.organisation_id = $1 and t.account_id = any($2) and t.role = 'csm' and t.valid_to is null order by m.name`,
        [runs.world.acme.id, accountIds],
      ),
    )
    .then((rows) => rows.map(({ name }) => name));
}

function tasksOf(accountIds: readonly string[]) {
  return runs
    .inAcme((tx) =>
      tx.query<{ name: string; fallback: string | null }>(
        `select m.name, t.owner_fallback as fallback from task t join member m on m.organisation_id = $1 and m.id = t.owner_id
         where t.organisation_id = $1 and t.account_id = any($2) and t.state = 'open' order by m.name`,
        [runs.world.acme.id, accountIds],
      ),
    )
    .then((rows) => rows.map(({ name, fallback }) => (fallback ? `${name} (${fallback})` : name)));
}

describe('moving a portfolio', () => {
  test('to one member: previewed with names, moved with history, told once, taken back', async () => {
    const nina = await aCsm('Nina', ['Abele', 'Acacia']);
    const oleg = await aCsm('Oleg');
    const choice = { accounts: { how: 'one', memberId: oleg.id }, tasks: { how: 'with_account' } } as const;
    const plan = await previewPortfolio(runs.database, maya.actor, nina.id, choice);
    expect(plan.places.map(({ account, to }) => `${account.name}: ${to?.name}`)).toEqual([
      'Abele: Oleg',
      'Acacia: Oleg',
    ]);
    expect(plan.tasks.map(({ account, to }) => `${account.name}: ${to?.name}`)).toEqual([
      'Abele: Oleg',
      'Acacia: Oleg',
    ]);
    expect(await csmsOf(nina.accounts)).toEqual(['Nina', 'Nina']);

    const moved = await movePortfolio(runs.database, maya.actor, nina.id, { ...choice, reason: 'New territories' });
    expect(moved).toMatchObject({ places: 2, tasks: 2, handoffs: 0 });
    expect(await csmsOf(nina.accounts)).toEqual(['Oleg', 'Oleg']);
    expect(await tasksOf(nina.accounts)).toEqual(['Oleg', 'Oleg']);
    const letters = await runs.inAcme((tx) =>
      tx.query<{ subject: string }>(
        `select subject from outgoing_message where organisation_id = $1 and to_address = 'oleg@acme.example'`,
        [runs.world.acme.id],
      ),
    );
    expect(letters).toEqual([{ subject: 'You look after more now: 2 accounts and 2 open tasks' }]);
    const audited = await auditOf(runs.database, alice, 'account.team_changed');
    expect(audited.filter(({ reason }) => reason === 'New territories')).toHaveLength(2);

    await undoPortfolioMove(runs.database, maya.actor, moved.id);
    expect(await csmsOf(nina.accounts)).toEqual(['Nina', 'Nina']);
    expect(await tasksOf(nina.accounts)).toEqual(['Nina', 'Nina']);
    await expect(undoPortfolioMove(runs.database, maya.actor, moved.id)).rejects.toMatchObject({ status: 409 });
  });

  test('taken back it leaves alone what somebody has changed since', async () => {
    const petra = await aCsm('Petra', ['Alerce', 'Ash']);
    const quinn = await aCsm('Quinn');
    const choice = { accounts: { how: 'one', memberId: quinn.id }, tasks: { how: 'with_account' } } as const;
    const { id } = await movePortfolio(runs.database, maya.actor, petra.id, choice);
    await movePortfolio(runs.database, maya.actor, quinn.id, {
      accounts: { how: 'one', memberId: carl.actor.memberId },
      tasks: { how: 'leave' },
      accountIds: [petra.accounts[0]!],
    });
    await undoPortfolioMove(runs.database, maya.actor, id);
    expect(await csmsOf(petra.accounts)).toEqual(['Carl', 'Petra']);
  });

  test('handed over by who leaves: the manager carries each account until it is accepted', async () => {
    const rosa = await aCsm('Rosa', ['Aspen']);
    const choice = {
      accounts: { how: 'hand_over', memberId: carl.actor.memberId },
      tasks: { how: 'with_account' },
      isLeaving: true,
    } as const;
    expect(await movePortfolio(runs.database, maya.actor, rosa.id, choice)).toMatchObject({ handoffs: 1 });
    expect(await csmsOf(rosa.accounts)).toEqual(['Maya']);
    expect(await tasksOf(rosa.accounts)).toEqual(['Maya (until Carl accepts the handoff)']);
    const [handoff] = await listHandoffs(runs.database, carl.actor, { accountId: rosa.accounts[0] });
    expect(handoff).toMatchObject({ state: 'offered', giver: { name: 'Maya' }, receiver: { name: 'Carl' } });
    await acceptHandoff(runs.database, carl.actor, handoff!.id);
    expect(await csmsOf(rosa.accounts)).toEqual(['Carl']);
    expect(await tasksOf(rosa.accounts)).toEqual(['Carl']);
  });

  test('only managers and admins move portfolios, nobody to who cannot work, and a stranger finds nobody', async () => {
    const sven = await aCsm('Sven', ['Azalea']);
    const to = (memberId: string) => ({ accounts: { how: 'one', memberId }, tasks: { how: 'leave' } }) as const;
    const { vic, mallory } = runs.world;
    expect(() => movePortfolio(runs.database, carl.actor, sven.id, to(carl.actor.memberId))).toThrow(/You may not/);
    await expect(movePortfolio(runs.database, maya.actor, sven.id, to(vic.actor.memberId))).rejects.toThrow(
      /Vic cannot work on accounts/,
    );
    await expect(
      movePortfolio(runs.database, mallory.actor, sven.id, to(mallory.actor.memberId)),
    ).rejects.toMatchObject({ status: 404 });
  });
});

test('what is still with somebody who leaves falls to the manager, and says so', async () => {
  const tara = await aCsm('Tara', ['Balsam']);
  await changeMember(runs.database, alice.actor, tara.id, { status: 'left' });
  expect(await catchFallenTasks(runs.database, runs.world.acme.id, tara.id)).toBe(1);
  expect(await catchFallenTasks(runs.database, runs.world.acme.id, tara.id)).toBe(0);
  expect(await tasksOf(tara.accounts)).toEqual(['Maya (Tara has left, and nobody took it over)']);
});

test('accounts without a CSM who is here are shared out, once, and can be taken back', async () => {
  const uma = await aCsm('Uma', ['Baobab', 'Beech']);
  await runs.inAcme((tx) =>
    tx.execute(`update member set status = 'left' where organisation_id = $1 and id = $2`, [
      runs.world.acme.id,
      uma.id,
    ]),
  );
  const plan = await previewAssignment(runs.database, maya.actor, { rule: 'round_robin' });
  const names = plan.members.flatMap(({ gets }) => gets.map(({ name }) => name)).sort();
  expect(names).toEqual(['Balsam', 'Baobab', 'Beech']);
  const { id, accounts } = await assignAccounts(runs.database, maya.actor, { rule: 'round_robin' });
  expect(accounts).toBe(3);
  expect(await csmsOf(uma.accounts)).not.toContain('Uma');
  expect(await assignAccounts(runs.database, maya.actor, { rule: 'round_robin' })).toEqual({ id: null, accounts: 0 });
  await undoPortfolioMove(runs.database, maya.actor, id!);
  expect(await csmsOf(uma.accounts)).toEqual(['Uma', 'Uma']);
});
