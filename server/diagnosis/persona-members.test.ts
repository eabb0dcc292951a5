import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createFirm, openFileDatabase } from '../../test/firm.ts';
import { smallPlaybook } from '../../test/small-playbook.ts';
import { changeContact } from '../accounts/by-hand/change-contact.ts';
import { listContacts } from '../accounts/page/list-contacts.ts';
import { writeAccounts } from '../accounts/write-accounts.ts';
import { writeFacts } from '../accounts/write-facts.ts';
import { dayOf, type EpochDay, epochDay, isoDate, startOfDay } from '../lib/days.ts';
import { changePersona } from '../personas/change-persona.ts';
import { createPersona } from '../personas/create-persona.ts';
import { ensureDefaultPersonas } from '../personas/default-personas.ts';
import { removePersona } from '../personas/remove-persona.ts';
import { publishPlaybook } from '../playbooks/publish-playbook.ts';
import { listPersonas } from '../worklist/list-personas.ts';
import { previewPersona } from '../worklist/preview-persona.ts';
import { readPersona } from '../worklist/read-persona.ts';
import { diagnoseAccounts } from './diagnose-accounts.ts';
import { diagnoseOrganisation } from './diagnose-organisation.ts';

const ZONE = 'Europe/Berlin';
// What changes by hand changes today: the history of contacts is kept by the clock.
const TODAY = epochDay(dayOf(new Date(), ZONE));

const { database } = await openFileDatabase();

const CHAMPIONS = { key: 'champions', name: 'Champions', rule: "contact.role == 'champion'", cadenceDays: 30 };

async function aFirm() {
  const { id, actor, sourceId, inside } = await createFirm(database, { timeZone: ZONE, currency: 'EUR' });
  const account = async (name: string, fields = {}) => {
    const [written] = await inside((tx) =>
      writeAccounts(tx, sourceId, [{ externalId: name, fields: { name, ...fields } }]),
    );
    return written!.accountId;
  };
  /** Somebody at an account, known for a year unless `fields` say otherwise. */
  const contact = async (accountId: string, name: string, fields: Record<string, string | null>) => {
    const values = { name, joined_on: isoDate(TODAY - 365), ...fields };
    const [written] = await inside((tx) =>
      writeFacts(tx, sourceId, 'contact', [{ externalId: name, accountId, values }]),
    );
    return written!.id;
  };
  const talk = (accountId: string, contactId: string, day: EpochDay, direction = 'two_way') =>
    inside((tx) =>
      writeFacts(tx, sourceId, 'interaction', [
        {
          externalId: randomUUID(),
          accountId,
          values: { kind: 'call', direction, contact_id: contactId, occurred_at: startOfDay(isoDate(day), ZONE) },
        },
      ]),
    );
  const diagnose = (day: EpochDay) => inside((tx) => diagnoseOrganisation(tx, day, { kind: 'on_demand' }));
  const persona = (key = 'champions') => readPersona(database, actor, key);
  const names = async (key = 'champions') => (await persona(key)).contacts.map(({ name }) => name);
  const open = () =>
    inside((tx) =>
      tx.query<{ headline: string; kind: string; evidence: { phrase: string }[] }>(
        `select headline, trigger_kind as kind, evidence from situation where organisation_id = $1 and state = 'open' order by 1`,
        [id],
      ),
    );
  return { id, actor, inside, account, contact, talk, diagnose, persona, names, open };
}

test('the first look moves nobody; later looks say who moved, when, and which value did it', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis');
  await firm.contact(borealis, 'Ana', { role: 'champion' });
  const ben = await firm.contact(borealis, 'Ben', { role: 'user' });
  await firm.contact(borealis, 'Cleo', { role: null });
  await createPersona(database, firm.actor, CHAMPIONS);
  await firm.diagnose(TODAY);
  expect(await firm.persona()).toMatchObject({ members: 1, accounts: 1, moves: [], asOf: isoDate(TODAY) });

  await changeContact(database, firm.actor, ben, { role: 'champion' });
  await firm.diagnose(TODAY);
  expect(await firm.names()).toEqual(['Ana']);
  await firm.diagnose(TODAY + 1);
  await firm.diagnose(TODAY + 1);
  expect((await firm.persona()).moves).toEqual([
    expect.objectContaining({
      contact: 'Ben',
      account: { id: borealis, name: 'Borealis' },
      direction: 'in',
      cause: 'data',
      because: 'role is champion, user before',
      movedOn: isoDate(TODAY + 1),
    }),
  ]);
});

test('what is unknown moves nobody; who has left or was removed goes out with that reason', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis');
  const ana = await firm.contact(borealis, 'Ana', { role: 'champion' });
  const ben = await firm.contact(borealis, 'Ben', { role: 'champion' });
  const cleo = await firm.contact(borealis, 'Cleo', { role: 'champion' });
  await createPersona(database, firm.actor, CHAMPIONS);
  await firm.diagnose(TODAY);
  await changeContact(database, firm.actor, ana, { role: null });
  await changeContact(database, firm.actor, ben, { leftOn: isoDate(TODAY) });
  await firm.inside((tx) => tx.execute('delete from contact where organisation_id = $1 and id = $2', [firm.id, cleo]));
  await firm.diagnose(TODAY + 1);
  const { moves, contacts } = await firm.persona();
  expect(contacts.map(({ name }) => name)).toEqual(['Ana']);
  expect(moves.map(({ contact, direction, cause, because }) => [contact, direction, cause, because])).toEqual(
    expect.arrayContaining([
      ['Ben', 'out', 'data', expect.stringMatching(/^they left on \d+ \w+ \d{4}$/)],
      [null, 'out', 'removed', 'the contact was removed'],
    ]),
  );
  expect(moves).toHaveLength(2);
  await firm.diagnose(TODAY + 2);
  expect((await firm.persona()).moves).toHaveLength(2);
});

test('a live diagnosis moves at once, and the morning after finds it done', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis');
  const ana = await firm.contact(borealis, 'Ana', { role: 'user' });
  await createPersona(database, firm.actor, CHAMPIONS);
  await firm.diagnose(TODAY);
  await changeContact(database, firm.actor, ana, { role: 'champion' });
  await firm.inside((tx) => diagnoseAccounts(tx, [borealis]));
  expect(await firm.persona()).toMatchObject({ members: 1, moves: [{ movedOn: isoDate(TODAY), direction: 'in' }] });
  await firm.diagnose(TODAY + 1);
  expect((await firm.persona()).moves).toHaveLength(1);
});

test('a new rule moves at once and says so; a persona made after a diagnosis has its members without moves', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis', { segment: 'enterprise' });
  const cirrus = await firm.account('Cirrus', { segment: 'small' });
  await firm.contact(borealis, 'Ana', { title: 'VP of Operations' });
  await firm.contact(cirrus, 'Ben', { title: 'Chief Executive Officer' });
  await firm.diagnose(TODAY);
  const rule = "contact.level in ['executive', 'vice_president']";
  await createPersona(database, firm.actor, { key: 'leaders', name: 'Leaders', rule });
  expect(await firm.persona('leaders')).toMatchObject({ members: 2, moves: [] });
  const narrower = `${rule} && account.segment == 'enterprise'`;
  expect(await previewPersona(database, firm.actor, { rule: narrower })).toMatchObject({
    total: 1,
    contacts: [{ name: 'Ana', account: 'Borealis' }],
    sentence: expect.stringContaining('their account’s segment is enterprise'),
  });
  await changePersona(database, firm.actor, 'leaders', { rule: narrower });
  expect(await firm.persona('leaders')).toMatchObject({
    contacts: [{ name: 'Ana' }],
    moves: [{ contact: 'Ben', direction: 'out', cause: 'rule', because: 'Steward changed the rule' }],
  });
});

test('past the cadence is who was not spoken with for longer, counted from the last touch, else from joining or the first touch that was logged', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis');
  const ana = await firm.contact(borealis, 'Ana', { role: 'champion' });
  const ben = await firm.contact(borealis, 'Ben', { role: 'champion' });
  await firm.contact(borealis, 'Cleo', { role: 'champion' });
  await createPersona(database, firm.actor, CHAMPIONS);
  await firm.diagnose(TODAY - 20);
  expect(await firm.persona()).toMatchObject({ members: 3, overdue: null });
  await firm.talk(borealis, ana, TODAY - 41);
  await firm.talk(borealis, ben, TODAY - 3, 'outbound');
  await firm.diagnose(TODAY);
  const { contacts, overdue } = await firm.persona();
  expect(overdue).toBe(2);
  expect(contacts.map(({ name, quietDays, isOverdue }) => [name, quietDays, isOverdue])).toEqual([
    ['Ana', 41, true],
    ['Cleo', 41, true],
    ['Ben', 3, false],
  ]);
  const [onAccount] = await listContacts(database, firm.actor, borealis);
  expect(onAccount).toMatchObject({
    name: 'Ana',
    quietDays: 41,
    personas: [{ key: 'champions', name: 'Champions', cadenceDays: 30, isOverdue: true }],
  });
  await firm.talk(borealis, ana, TODAY);
  await firm.inside((tx) => diagnoseAccounts(tx, [borealis]));
  expect((await listPersonas(database, firm.actor)).find(({ key }) => key === 'champions')).toMatchObject({
    overdue: 1,
  });
});

test('a rule may ask about people who left, and the defaults read titles where no role is known', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis');
  await firm.contact(borealis, 'Ana', { role: 'champion', left_on: isoDate(TODAY - 10) });
  await firm.contact(borealis, 'Ben', { role: null, title: 'Head of Finance' });
  await firm.contact(borealis, 'Cleo', { role: null, title: 'Systems Administrator' });
  await firm.contact(borealis, 'Dana', { role: 'user', title: 'Chief Technology Officer' });
  await firm.inside(ensureDefaultPersonas);
  const former = { key: 'former_champions', name: 'Former', rule: "contact.left && contact.role == 'champion'" };
  await createPersona(database, firm.actor, former);
  await firm.diagnose(TODAY);
  const found = await Promise.all(
    [
      'former_champions',
      'champions',
      'decision_makers',
      'technical_contacts',
      'executive_sponsors',
      'everyday_users',
    ].map(firm.names),
  );
  expect(found).toEqual([['Ana'], [], ['Ben'], ['Cleo'], [], ['Dana']]);
});

test('a rule with a mistake is refused with its place and how to mend it, and so is a key that is taken', async () => {
  const firm = await aFirm();
  const refused = (rule: string) => createPersona(database, firm.actor, { ...CHAMPIONS, rule });
  await expect(refused("contact.roll == 'champion'")).rejects.toMatchObject({
    status: 400,
    details: [{ at: 'rule, line 1, column 1', mend: expect.stringContaining('contact.role') }],
  });
  await expect(refused('health.score < 60')).rejects.toMatchObject({
    details: [{ mend: expect.stringContaining('health.score is a signal of accounts') }],
  });
  await createPersona(database, firm.actor, CHAMPIONS);
  await expect(createPersona(database, firm.actor, CHAMPIONS)).rejects.toMatchObject({ status: 409 });
});

test('coming in starts a playbook for the account and names the contact; whom a new rule moves, or who was removed, starts none', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis', { stage: 'adoption' });
  const corvus = await firm.account('Corvus', { stage: 'adoption' });
  const ben = await firm.contact(borealis, 'Ben', { role: 'user' });
  await firm.contact(corvus, 'Cleo', { role: 'technical' });
  await createPersona(database, firm.actor, CHAMPIONS);
  await firm.inside((tx) => publishPlaybook(tx, smallPlaybook({ trigger: '{ enters_persona: champions }' })));
  await firm.diagnose(TODAY);
  expect(await firm.open()).toEqual([]);
  await changeContact(database, firm.actor, ben, { role: 'champion' });
  await firm.diagnose(TODAY + 1);
  const said = 'Ben came into Champions: role is champion, user before';
  expect(await firm.open()).toEqual([
    { headline: `Borealis: ${said}`, kind: 'enters_persona', evidence: [expect.objectContaining({ phrase: said })] },
  ]);
  await changePersona(database, firm.actor, 'champions', { rule: "contact.role in ['champion', 'technical']" });
  await firm.diagnose(TODAY + 2);
  expect(await firm.open()).toHaveLength(1);
});

test('leaving the account starts a playbook at once, and a removed contact none', async () => {
  const firm = await aFirm();
  const borealis = await firm.account('Borealis', { stage: 'adoption' });
  const corvus = await firm.account('Corvus', { stage: 'adoption' });
  const ana = await firm.contact(borealis, 'Ana', { role: 'champion' });
  const cleo = await firm.contact(corvus, 'Cleo', { role: 'champion' });
  await createPersona(database, firm.actor, CHAMPIONS);
  await firm.inside((tx) => publishPlaybook(tx, smallPlaybook({ trigger: '{ leaves_persona: [champions] }' })));
  await firm.diagnose(TODAY);
  await changeContact(database, firm.actor, ana, { leftOn: isoDate(TODAY) });
  await firm.inside((tx) => tx.execute('delete from contact where organisation_id = $1 and id = $2', [firm.id, cleo]));
  await firm.inside((tx) => diagnoseAccounts(tx, [borealis, corvus]));
  expect(await firm.open()).toEqual([
    expect.objectContaining({ headline: expect.stringMatching(/^Borealis: Ana left Champions: they left on /) }),
  ]);
});

test('a persona that a playbook names cannot be removed, and a name with a mistake is told with the nearest', async () => {
  const firm = await aFirm();
  await createPersona(database, firm.actor, CHAMPIONS);
  const publish = (trigger: string) => firm.inside((tx) => publishPlaybook(tx, smallPlaybook({ trigger })));
  await expect(publish('{ enters_persona: champion }')).rejects.toMatchObject({
    details: [{ mend: 'Did you mean champions?' }],
  });
  await publish('{ when: "persona.champions.contacts == 0" }');
  expect((await firm.persona()).needing).toMatchObject([{ kind: 'playbook', as: 'signal' }]);
  await expect(removePersona(database, firm.actor, 'champions')).rejects.toMatchObject({ status: 409 });
  await publish('{ enters_persona: champions }');
  expect((await firm.persona()).needing).toMatchObject([{ kind: 'playbook', as: 'enters_persona' }]);
  await expect(removePersona(database, firm.actor, 'champions')).rejects.toMatchObject({ status: 409 });
  await publish('{ enters_stage: renewal }');
  await removePersona(database, firm.actor, 'champions');
  await expect(firm.persona()).rejects.toMatchObject({ status: 404 });
});
