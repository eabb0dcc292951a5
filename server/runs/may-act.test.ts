import { afterAll, beforeAll, expect, test } from 'vitest';
import { playbookSchema } from '../playbooks/definition.ts';
import { addNote } from './add-note.ts';
import { completeStep } from './complete-step.ts';
import { reassignTask } from './reassign-task.ts';
import { reopenStep } from './reopen-step.ts';
import { riskPlaybook } from './run-example.ts';
import { openRunsTest, type RunsTest } from './run-world.test-support.ts';
import { startRun } from './start-run.ts';

const waysOut = [
  { outcome: 'fight', title: 'We fight for them' },
  { outcome: 'let-go', title: 'We let them go' },
];
const discount = playbookSchema.parse({
  ...riskPlaybook,
  playbook: 'discount',
  escalate: undefined,
  groups: undefined,
  steps: [
    { id: 'ask', title: 'Ask', owner: 'csm', due: '1d' },
    { id: 'agree', title: 'Agree', owner: 'manager', due: '1d', approval: { of: 'a discount of 10 %' } },
    { id: 'tier', title: 'Set the tier', do: 'set_field', with: { field: 'tier', value: 'gold' }, approve: 'manager' },
    { id: 'call', title: 'Call their sponsor', owner: 'executive', due: '1d' },
    { id: 'way', title: 'Choose the way', owner: 'manager', due: '1d', decision: waysOut },
    { id: 'words', title: 'Choose the words', owner: 'csm', due: '1d', decision: waysOut },
  ],
});

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
  await runs.publish(discount);
});
afterAll(() => runs.close());

async function aRun(name: string) {
  const { id: accountId } = await runs.anAccount(name);
  const { database, world } = runs;
  const { runId } = await startRun(database, world.carl.actor, { accountId, playbookKey: 'discount' });
  return runId;
}
const approved = { outcome: 'approved' };
const refusal = { status: 403, message: 'Only Maya, a manager or an admin can decide this.' };

test('who asks does not approve, nor takes the approval over; whom it stands with does', async () => {
  const { database, world } = runs;
  const runId = await aRun('Borealis');
  const step = { runId, step: 'agree' };
  const carl = world.carl.actor;
  await expect(completeStep(database, carl, step, approved)).rejects.toMatchObject(refusal);
  await expect(reassignTask(database, carl, step, { memberId: carl.memberId })).rejects.toMatchObject(refusal);
  expect((await completeStep(database, world.maya.actor, step, approved)).steps.agree).toBe('done');
});

test('an admin approves as well, and so does whoever the manager gave it to', async () => {
  const { database, world } = runs;
  const step = { runId: await aRun('Kestrel'), step: 'agree' };
  await reassignTask(database, world.maya.actor, step, { memberId: world.carl.actor.memberId });
  expect((await completeStep(database, world.carl.actor, step, approved)).steps.agree).toBe('done');
  const other = { runId: await aRun('Lumen'), step: 'agree' };
  expect((await completeStep(database, world.alice.actor, other, approved)).steps.agree).toBe('done');
});

test('the consent that a playbook asks for an automated step is the manager’s, other work is for everybody', async () => {
  const { database, world } = runs;
  const runId = await aRun('Meridian');
  await expect(completeStep(database, world.ann.actor, { runId, step: 'tier' })).rejects.toMatchObject(refusal);
  expect((await completeStep(database, world.maya.actor, { runId, step: 'tier' })).steps.tier).toBe('running');
  expect((await completeStep(database, world.ann.actor, { runId, step: 'ask' })).steps.ask).toBe('done');
});

test('what a playbook lets a manager decide is not decided below, what it lets a CSM decide is open to colleagues', async () => {
  const { database, world } = runs;
  const runId = await aRun('Perseus');
  const way = { runId, step: 'way' };
  await expect(completeStep(database, world.carl.actor, way, { outcome: 'let-go' })).rejects.toMatchObject(refusal);
  expect((await completeStep(database, world.maya.actor, way, { outcome: 'fight' })).steps.way).toBe('done');
  const words = { runId, step: 'words' };
  expect((await completeStep(database, world.ann.actor, words, { outcome: 'fight' })).steps.words).toBe('done');
});

test('an executive does the step that has come to them, and no other; without one it is a manager’s', async () => {
  const { database, world, inAcme } = runs;
  const before = await aRun('Nimbus');
  const owner = (runId: string) =>
    inAcme((tx) =>
      tx.one<{ name: string }>(
        'task',
        `select m.name from task t join member m on m.organisation_id = $1 and m.id = t.owner_id
         where t.organisation_id = $1 and t.run_id = $2 and t.step_id = 'call'`,
        [tx.organisationId, runId],
      ),
    );
  expect(await owner(before)).toEqual({ name: 'Maya' });
  await inAcme((tx) =>
    tx.execute(`update member set role = 'executive' where organisation_id = $1 and id = $2`, [
      tx.organisationId,
      world.vic.actor.memberId,
    ]),
  );
  const vic = { ...world.vic.actor, role: 'executive' as const };
  const runId = await aRun('Orion');
  expect(await owner(runId)).toEqual({ name: 'Vic' });
  await expect(completeStep(database, vic, { runId, step: 'ask' })).rejects.toMatchObject({
    status: 403,
    message: 'This step is for Carl.',
  });
  expect((await completeStep(database, vic, { runId, step: 'call' })).steps.call).toBe('done');
  expect((await reopenStep(database, vic, { runId, step: 'call' })).steps.call).toBe('ready');
  await completeStep(database, world.carl.actor, { runId, step: 'ask' });
  await expect(reopenStep(database, vic, { runId, step: 'ask' })).rejects.toMatchObject({ status: 403 });
  const noted = await addNote(database, vic, runId, { text: 'Their CEO asks for a date.' });
  expect(noted.status).toBe('open');
});
