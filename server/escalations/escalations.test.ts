import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOf } from '../../test/audit.ts';
import { systemActor } from '../context/actor.ts';
import { fireTimer } from '../runs/fire-timer.ts';
import { riskPlaybook } from '../runs/run-example.ts';
import { openRunsTest, type RunsTest } from '../runs/run-world.test-support.ts';
import { startRun } from '../runs/start-run.ts';
import { replayEscalation } from './apply-change.ts';
import type { EscalationEntry, EscalationState } from './escalation-state.ts';
import { fireEscalationTimer } from './fire-timer.ts';
import { changeLevel, listLevels } from './levels.ts';
import { answerConsent, giveEscalation, moveByHand } from './move-by-hand.ts';
import { noteContacts } from './note-contacts.ts';
import { openByRule, openEscalation } from './open-escalation.ts';
import { tellCustomer } from './tell-customer.ts';

let runs: RunsTest;
beforeAll(async () => {
  runs = await openRunsTest();
});
afterAll(() => runs.close());

const HOUR = 3_600_000;

function stateOf(id: string) {
  return runs.inAcme(async (tx) => {
    const { progress } = await tx.one<{ progress: EscalationState }>(
      'escalation',
      'select progress from escalation where organisation_id = $1 and id = $2',
      [tx.organisationId, id],
    );
    return progress;
  });
}

function messagesOf(accountId: string) {
  return runs.inAcme((tx) =>
    tx.query<{ kind: string; to_address: string; subject: string }>(
      `select kind, to_address, subject from outgoing_message where organisation_id = $1 and account_id = $2 order by created_at, to_address`,
      [tx.organisationId, accountId],
    ),
  );
}

/** Performs the timer that waits, at its time. */
async function letTimePass(id: string) {
  const { timer } = await stateOf(id);
  const payload = { organisation_id: runs.world.acme.id, escalation_id: id, key: timer!.key };
  await fireEscalationTimer(runs.database, payload, new Date(timer!.at));
  return { payload, at: new Date(timer!.at) };
}

async function anEscalation(name: string, level: 1 | 2 | 3 | 4 | 5 = 1) {
  const account = await runs.anAccount(name);
  const { carl } = runs.world;
  const said = { accountId: account.id, issue: 'Exports fail', because: 'They cannot close their month', level };
  return { account, ...(await openEscalation(runs.database, carl.actor, said)) };
}

describe('a matter that is escalated', () => {
  test('has an owner, a clock, an entry, an audit row, and the manager hears of it', async () => {
    const { id, account, joined } = await anEscalation('Aurora');
    expect(joined).toBe(false);
    expect(await stateOf(id)).toMatchObject({
      status: 'open',
      level: 1,
      owner: { name: 'Carl' },
      timer: { of: 'reminder' },
    });
    expect(await messagesOf(account.id)).toEqual([
      { kind: 'notice', to_address: 'maya@acme.example', subject: 'Aurora: escalated to level 1' },
    ]);
    const audited = await auditOf(runs.database, runs.world.alice, 'escalation.opened');
    expect(audited).toContainEqual(expect.objectContaining({ actor_name: 'Carl', entity_id: id }));
    const [job] = (await runs.jobs('escalation_timer')).filter(({ payload }) => payload.escalation_id === id);
    expect(job!.runAt.toISOString()).toBe((await stateOf(id)).timer!.at);
  });

  test('is one thread: the same words again join it, and raise it when they ask for more', async () => {
    const { id, account } = await anEscalation('Borealis');
    const again = { accountId: account.id, issue: ' exports   FAIL', because: 'Again', level: 3 } as const;
    expect(await openEscalation(runs.database, runs.world.ann.actor, again)).toMatchObject({ id, joined: true });
    expect(await stateOf(id)).toMatchObject({ level: 3, owner: { name: 'Maya' } });
  });

  test('rises when its time passes, once however often the timer is performed', async () => {
    const { id } = await anEscalation('Cirrus');
    await letTimePass(id);
    const { payload, at } = await letTimePass(id);
    const raised = await stateOf(id);
    expect(raised).toMatchObject({ level: 2, acknowledged: null });
    await fireEscalationTimer(runs.database, payload, at);
    expect(await stateOf(id)).toEqual(raised);
  });

  test('stands still when the owner acknowledges it, and goes on by itself', async () => {
    const { id } = await anEscalation('Denali');
    await moveByHand(runs.database, runs.world.carl.actor, id, { kind: 'acknowledged', note: null });
    expect(await stateOf(id)).toMatchObject({ clock: { kind: 'paused', because: 'acknowledged' } });
    await expect(
      moveByHand(runs.database, runs.world.carl.actor, id, { kind: 'acknowledged', note: null }),
    ).rejects.toThrow(/Carl has acknowledged/);
    await letTimePass(id);
    expect(await stateOf(id)).toMatchObject({ level: 1, clock: { kind: 'running' } });
  });

  test('stands still when a contact with the customer is logged, once for each contact', async () => {
    const { id, account } = await anEscalation('Eiger');
    await runs.inAcme((tx) =>
      tx.execute(
        `insert into interaction (organisation_id, id, account_id, source_id, external_id, kind, direction, summary, occurred_at)
         select $1, $2, $3, s.id, 'call', 'call', 'two_way', 'talked', now() + interval '1 second' from source s where s.organisation_id = $1 limit 1`,
        [tx.organisationId, randomUUID(), account.id],
      ),
    );
    const soon = new Date(Date.now() + HOUR);
    await noteContacts(runs.database, runs.world.acme.id, [account.id], soon);
    const paused = await stateOf(id);
    expect(paused).toMatchObject({ clock: { kind: 'paused', because: 'contact' } });
    await noteContacts(runs.database, runs.world.acme.id, null, soon);
    expect(await stateOf(id)).toEqual(paused);
  });

  test('comes to the VP only with consent: asked, refused with a reason, asked again, given', async () => {
    const { database, world } = runs;
    const { id } = await anEscalation('Fuji', 4);
    expect(await stateOf(id)).toMatchObject({ level: 3, consent: { level: 4, of: { name: 'Maya' } } });
    await expect(answerConsent(database, world.carl.actor, id, { isGiven: true })).rejects.toThrow(
      /Maya has been asked/,
    );
    expect(() => answerConsent(database, world.vic.actor, id, { isGiven: true })).toThrow(/You may not do this/);
    await expect(answerConsent(database, world.maya.actor, id, { isGiven: false })).rejects.toThrow(/Say why not/);
    await answerConsent(database, world.maya.actor, id, { isGiven: false, reason: 'I call them first' });
    expect(await stateOf(id)).toMatchObject({ level: 3, consent: null });
    await moveByHand(database, world.carl.actor, id, { kind: 'raised', level: 4, reason: 'Your call did not help' });
    await answerConsent(database, world.maya.actor, id, { isGiven: true });
    expect(await stateOf(id)).toMatchObject({ level: 4, consent: null });
  });

  test('is closed only after steps, the customer’s answer and a review; its log alone gives the same state', async () => {
    const { database, world } = runs;
    const { id, account } = await anEscalation('Garda');
    const { actor } = world.carl;
    await expect(moveByHand(database, actor, id, { kind: 'closed' })).rejects.toThrow(/Resolve it first/);
    const message = { contactId: account.contactId, subject: 'About the export', text: 'We are at it.' };
    await tellCustomer(database, actor, id, message);
    await giveEscalation(database, actor, id, { memberId: world.ann.actor.memberId });
    await moveByHand(database, actor, id, { kind: 'resolved', steps: 'Rebuilt the export' });
    await expect(moveByHand(database, actor, id, { kind: 'closed' })).rejects.toThrow(/customer confirms/);
    await moveByHand(database, actor, id, { kind: 'customer_answered', answer: 'confirmed', who: 'Lena', note: null });
    await expect(moveByHand(database, actor, id, { kind: 'closed' })).rejects.toThrow(/Review it first/);
    await moveByHand(database, actor, id, { kind: 'reviewed', lessons: 'Test exports monthly', change: null });
    expect(await moveByHand(database, actor, id, { kind: 'closed' })).toMatchObject({ status: 'closed' });
    const entries = await runs.inAcme((tx) =>
      tx.query<EscalationEntry & Record<string, unknown>>(
        `select sequence, event_id as "eventId", at, changes,
           jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) as by
         from escalation_entry where organisation_id = $1 and escalation_id = $2 order by sequence`,
        [tx.organisationId, id],
      ),
    );
    const log = entries.map((entry) => ({ ...entry, at: new Date(entry.at).toISOString() }));
    expect(replayEscalation(id, log)).toEqual(await stateOf(id));
    expect((await messagesOf(account.id)).map(({ kind, to_address }) => `${kind} ${to_address}`)).toContain(
      'asset lena@customer.example',
    );
  });

  test('is nobody else’s: another organisation finds nothing, who may only look changes nothing', async () => {
    const { id, account } = await anEscalation('Hekla');
    const { database, world } = runs;
    await expect(
      moveByHand(database, world.mallory.actor, id, { kind: 'note_added', text: 'hello' }),
    ).rejects.toMatchObject({ status: 404 });
    const said = { accountId: account.id, issue: 'Exports fail', because: 'They do' };
    await expect(openEscalation(database, world.mallory.actor, said)).rejects.toMatchObject({ status: 404 });
    expect(() => openEscalation(database, world.vic.actor, said)).toThrow(/You may not do this/);
  });
});

describe('a rule of a playbook with a level', () => {
  test('opens one thread for the account and playbook, however often it is told', async () => {
    const { database, world } = runs;
    const playbook = { ...riskPlaybook, playbook: 'with-level' };
    await runs.publish({ ...playbook, escalate: [{ after: '24h', without: 'first_action', level: 2 }] });
    const account = await runs.anAccount('Iseo');
    const { runId } = await startRun(database, world.carl.actor, { accountId: account.id, playbookKey: 'with-level' });
    const timers = await runs.jobs('run_timer', runId);
    const timer = timers.find(({ payload }) => payload.timer === 'escalate:0')!;
    await fireTimer(database, timer.payload);
    const events = (await runs.jobs('event')).map(({ payload }) => payload.event as { name: string; runId?: string });
    const told = events.filter((event) => event.name === 'run.escalated' && event.runId === runId);
    expect(told).toMatchObject([{ rule: 0, level: 2, because: expect.stringContaining('Nothing has been done yet') }]);

    const rule = { runId, rule: 0, level: 2, because: 'Nothing has been done yet' } as const;
    const system = systemActor(world.acme.id);
    const opened = await openByRule(database, system, rule);
    expect(opened).toMatchObject({ joined: false });
    const state = await stateOf(opened!.id);
    expect(await openByRule(database, system, rule)).toEqual({ ...opened, joined: true });
    expect(await stateOf(opened!.id)).toEqual(state);
    const byHand = { accountId: account.id, runId, issue: 'They are angry', because: 'They called' };
    expect(await openEscalation(database, world.carl.actor, byHand)).toMatchObject({ id: opened!.id, joined: true });
  });
});

describe('the levels', () => {
  test('are as they ship until the organisation sets one', async () => {
    const { database, world } = runs;
    const shipped = await listLevels(database, world.vic.actor);
    expect(shipped.map(({ within }) => within)).toEqual(['48h', '72h', '5bd', '7bd', '0h']);
    const { level: _, ...second } = shipped[1]!;
    expect(() => changeLevel(database, world.carl.actor, 2, second)).toThrow(/You may not do this/);
    expect(() => changeLevel(database, world.maya.actor, 1, { ...second, consentOf: 'manager' })).toThrow(
      /first level/,
    );
    await changeLevel(database, world.maya.actor, 2, { ...second, within: '12h' });
    expect((await listLevels(database, world.vic.actor))[1]).toMatchObject({ level: 2, within: '12h' });
    expect((await listLevels(database, world.mallory.actor))[1]).toMatchObject({ within: '72h' });
  });
});
