import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditOf } from '../../test/audit.ts';
import { cancelAbsence } from '../identity/absences/cancel-absence.ts';
import { listAbsences } from '../identity/absences/list-absences.ts';
import { planAbsence } from '../identity/absences/plan-absence.ts';
import { changeOrganisation } from '../identity/change-organisation.ts';
import { dayOf, epochDay, isoDate } from '../lib/days.ts';
import { Problem } from '../lib/problem.ts';
import { honourAbsence } from './honour-absence.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { startRun } from './start-run.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
});
afterAll(() => runs.close());

const inDays = (days: number) => isoDate(epochDay(dayOf(new Date(), 'Europe/Berlin')) + days);

interface Task extends Record<string, unknown> {
  owner_id: string;
  owner_fallback: string | null;
  due_at: Date;
  due_because: string;
}

/** The task of the first step of a run that has just started for this account; it is due in 24 hours. */
async function firstTask(accountId: string): Promise<Task> {
  return runs.inAcme((tx) =>
    tx.one<Task>('task', `select * from task where organisation_id = $1 and account_id = $2 and step_id = 'diagnose'`, [
      tx.organisationId,
      accountId,
    ]),
  );
}

async function started(name: string): Promise<string> {
  const account = await runs.anAccount(name);
  await startRun(runs.database, runs.world.carl.actor, { accountId: account.id, playbookKey: 'risk-example' });
  return account.id;
}

async function anActionItem(accountId: string): Promise<string> {
  const { id } = await runs.inAcme((tx) =>
    tx.one<{ id: string }>(
      'task',
      `insert into task (organisation_id, account_id, title, owner_id, owner_role, due_at, due_because)
       values ($1, $2, 'Send the notes', $3, 'csm', now() + interval '1 day', 'Promised in a call') returning id`,
      [tx.organisationId, accountId, runs.world.carl.actor.memberId],
    ),
  );
  return id;
}

test('what falls due in an absence goes to the deputy; cancelled, new tasks come to the owner again', async () => {
  const { carl, ann, maya, alice } = runs.world;
  const [accountId, { database }] = [await started('Borealis'), runs];
  const item = await anActionItem(accountId);
  const days = { firstDay: inDays(0), lastDay: inDays(9) };
  const absence = await planAbsence(database, carl.actor, carl.actor.memberId, {
    ...days,
    deputyId: ann.actor.memberId,
    note: 'Holiday',
  });
  await honourAbsence(database, runs.world.acme.id, absence.id);
  await honourAbsence(database, runs.world.acme.id, absence.id);
  expect((await firstTask(accountId)).owner_id).toBe(ann.actor.memberId);
  const promised = await runs.inAcme((tx) =>
    tx.one<Task>('task', 'select * from task where organisation_id = $1 and id = $2', [tx.organisationId, item]),
  );
  expect(promised).toMatchObject({
    owner_id: ann.actor.memberId,
    owner_fallback: expect.stringContaining('Carl is away'),
  });
  const reassigned = await auditOf(database, alice, 'step.reassigned');
  expect(reassigned).toHaveLength(1);
  expect(reassigned[0]).toMatchObject({ reason: expect.stringMatching(/^Carl is away /) });

  const later = await firstTask(await started('Corvus'));
  expect(later).toMatchObject({
    owner_id: ann.actor.memberId,
    owner_fallback: expect.stringContaining('stands in for Carl'),
  });

  await expect(planAbsence(database, carl.actor, carl.actor.memberId, days)).rejects.toMatchObject({ status: 409 });
  expect(() => cancelAbsence(database, ann.actor, carl.actor.memberId, absence.id)).toThrow(Problem);
  await cancelAbsence(database, maya.actor, carl.actor.memberId, absence.id);
  expect(await listAbsences(database, carl.actor, carl.actor.memberId)).toEqual([]);
  expect((await firstTask(accountId)).owner_id).toBe(ann.actor.memberId);
  expect((await firstTask(await started('Draco'))).owner_id).toBe(carl.actor.memberId);
});

test('what falls due in an absence waits where the organisation wants that', async () => {
  const { carl, ann, alice } = runs.world;
  const { database } = runs;
  const accountId = await started('Eridanus');
  await changeOrganisation(database, alice.actor, { absentOwner: 'move' });
  const days = { firstDay: inDays(0), lastDay: inDays(6), deputyId: ann.actor.memberId };
  const absence = await planAbsence(database, carl.actor, carl.actor.memberId, days);
  await honourAbsence(database, runs.world.acme.id, absence.id);
  const task = await firstTask(accountId);
  expect(task).toMatchObject({
    owner_id: carl.actor.memberId,
    due_because: expect.stringMatching(/= moved since Carl is away .*, was /),
  });
  expect(dayOf(task.due_at, 'Europe/Berlin') > inDays(6)).toBe(true);
  await cancelAbsence(database, carl.actor, carl.actor.memberId, absence.id);
});

test('an absence has days in order that are to come, and a deputy who can work', async () => {
  const { carl, vic, mallory } = runs.world;
  const plan = (input: Parameters<typeof planAbsence>[3]) =>
    planAbsence(runs.database, carl.actor, carl.actor.memberId, input);
  const days = { firstDay: inDays(30), lastDay: inDays(31) };
  await expect(plan({ firstDay: inDays(3), lastDay: inDays(2) })).rejects.toMatchObject({ status: 400 });
  await expect(plan({ firstDay: inDays(-9), lastDay: inDays(-2) })).rejects.toMatchObject({ status: 400 });
  await expect(plan({ firstDay: inDays(3), lastDay: inDays(500) })).rejects.toMatchObject({ status: 400 });
  await expect(plan({ ...days, deputyId: carl.actor.memberId })).rejects.toMatchObject({ status: 400 });
  await expect(plan({ ...days, deputyId: vic.actor.memberId })).rejects.toMatchObject({ status: 409 });
  await expect(plan({ ...days, deputyId: mallory.actor.memberId })).rejects.toMatchObject({ status: 404 });
});
