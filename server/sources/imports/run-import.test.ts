import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOf } from '../../../test/audit.ts';
import { parseMapping } from '../csv/mapping.ts';
import { countsOf, type ImportStage, startImportStage } from './import-cast.test-support.ts';
import { rejectedRowsFile } from './rejected-rows.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';

let stage: ImportStage;
beforeAll(async () => {
  stage = await startImportStage();
});
afterAll(() => stage.close());

const accounts =
  'id,name,domain,stage,arr,renewal,tier,csm\n' +
  '1,Borealis,borealis.example,live,"1,200.50",2027-01-31,Gold,carl@acme.example\n' +
  '2,Caju,caju.example,onboarding,900.00,2027-02-28,,\n' +
  '3,Dende,,gone,10.00,2027-02-28,,\n' +
  '4,Embu,,live,10.00,2027-02-30,,nobody@acme.example\n' +
  '5,Fuji,,live,10.00,,,nobody@acme.example\n';
const accountMapping = [
  'id=id',
  'name=name',
  'domain=domain',
  'stage=stage',
  'arr=arr',
  'renewal_date=renewal',
  'attributes.tier_name=tier',
  'csm=csm',
];

describe('accounts', () => {
  test('good rows go in, bad rows are told one by one, and the same file again changes nothing', async () => {
    const first = await stage.read('accounts', accounts, accountMapping);
    expect(countsOf(first)).toEqual([5, 2, 0, 0, 3]);
    expect(await stage.rejected(first.id)).toEqual([
      '4 stage: "gone" is none of prospect, onboarding, adoption, growth, renewal, churned.',
      '5 renewal: "2027-02-30" is not a day of the calendar.',
      '6 csm: No member has the address nobody@acme.example.',
    ]);
    expect(
      await stage.query(`select name, domain, stage, arr_minor, currency, renewal_date, attributes from account
        where organisation_id = $1 order by slot`),
    ).toEqual([
      {
        name: 'Borealis',
        domain: 'borealis.example',
        stage: 'adoption',
        arr_minor: 120050,
        currency: 'EUR',
        renewal_date: '2027-01-31',
        attributes: { tier_name: 'Gold' },
      },
      {
        name: 'Caju',
        domain: 'caju.example',
        stage: 'onboarding',
        arr_minor: 90000,
        currency: 'EUR',
        renewal_date: '2027-02-28',
        attributes: {},
      },
    ]);
    expect(await stage.query('select role from account_team where organisation_id = $1 and valid_to is null')).toEqual([
      { role: 'csm' },
    ]);
    const second = await stage.read('accounts', accounts, accountMapping);
    expect(countsOf(second)).toEqual([5, 0, 0, 2, 3]);
  });

  test('a changed row updates its account, and undoing brings back what was before, also in the history', async () => {
    const before = await stage.query(accountHistory);
    const changed = await stage.read(
      'accounts',
      'id,name,arr,csm\n1,Borealis AG,2000,ann@acme.example\n2,Caju,900,\n7,Guava,1,\n',
      ['id=id', 'name=name', 'arr=arr', 'csm=csm'],
    );
    expect(countsOf(changed)).toEqual([3, 1, 1, 1, 0]);
    expect(await stage.query('select name, arr_minor from account where organisation_id = $1 order by slot')).toEqual([
      { name: 'Borealis AG', arr_minor: 200000 },
      { name: 'Caju', arr_minor: 90000 },
      { name: 'Guava', arr_minor: 100 },
    ]);
    expect(await stage.undo(changed.id)).toMatchObject({ state: 'undone', problem: null });
    expect(await stage.query('select name, arr_minor from account where organisation_id = $1 order by slot')).toEqual([
      { name: 'Borealis', arr_minor: 120050 },
      { name: 'Caju', arr_minor: 90000 },
    ]);
    expect(await stage.query(accountHistory)).toEqual(before);
    expect(
      await stage.query(`select m.name from account_team t join member m on m.organisation_id = $1 and m.id = t.member_id
      where t.organisation_id = $1 and t.valid_to is null`),
    ).toEqual([{ name: 'Carl' }]);
  });

  test('what somebody has changed since, or speaks of since, is not undone', async () => {
    const made = await stage.read(
      'accounts',
      'id,name,tier\n8,Hevea,Silver\n9,Ipe,Silver\n1,Borealis,Silver\n',
      ['id=id', 'name=name', 'tier=tier'],
      {},
      'sheet',
    );
    expect(countsOf(made)).toEqual([3, 2, 1, 0, 0]);
    await stage.read('accounts', 'id,tier\n1,Bronze\n', ['id=id', 'tier=tier'], {}, 'sheet');
    await stage.read(
      'tickets',
      'id,account,at\nt1,8,2026-01-01\n',
      ['id=id', 'account=account', 'opened_at=at'],
      {},
      'sheet',
    );
    const undone = await stage.undo(made.id);
    expect(undone).toMatchObject({
      state: 'undone',
      problem: '2 records stay, changed or in use by something else since.',
    });
    expect(await stage.query('select name, tier from account where organisation_id = $1 order by name')).toEqual([
      { name: 'Borealis', tier: 'Bronze' },
      { name: 'Caju', tier: null },
      { name: 'Hevea', tier: 'Silver' },
    ]);
  });
});

const accountHistory = `select a.name, f.field, f.valid_from = '-infinity' as always, f.valid_to = 'infinity' as still, f.value
  from account_field f join account a on a.organisation_id = $1 and a.id = f.account_id
  where f.organisation_id = $1 order by a.slot, field, valid_from`;

describe('facts', () => {
  test('of unknown accounts are rejected or make the accounts, and find accounts by id, domain and name', async () => {
    const text =
      'id,account,score,at\nr1,1,4,2026-05-01 10:00\nr2,caju.example,5,2026-05-02\nr3,hevea,3,2026-05-02\nr4,Jaca,1,2026-05-03\n';
    const mapping = ['id=id', 'account=account', 'kind==csat', 'score=score', 'responded_at=at'];
    const first = await stage.read('surveys', text, mapping);
    expect(countsOf(first)).toEqual([4, 3, 0, 0, 1]);
    expect(await stage.rejected(first.id)).toEqual(['5 account: There is no account "Jaca".']);
    const second = await stage.read('surveys', text, mapping, { createAccounts: true });
    expect(countsOf(second)).toEqual([4, 1, 0, 3, 0]);
    expect(
      await stage.query(`select a.name, s.score, s.responded_at from survey_response s
        join account a on a.organisation_id = $1 and a.id = s.account_id where s.organisation_id = $1 order by s.external_id`),
    ).toEqual([
      { name: 'Borealis', score: 4, responded_at: new Date('2026-05-01T08:00:00Z') },
      { name: 'Caju', score: 5, responded_at: new Date('2026-05-01T22:00:00Z') },
      { name: 'Hevea', score: 3, responded_at: new Date('2026-05-01T22:00:00Z') },
      { name: 'Jaca', score: 1, responded_at: new Date('2026-05-02T22:00:00Z') },
    ]);
    expect(await stage.undo(second.id)).toMatchObject({ state: 'undone', problem: null });
    expect(await stage.query(`select name from account where organisation_id = $1 and name = 'Jaca'`)).toEqual([]);
    expect(
      await stage.query('select external_id from survey_response where organisation_id = $1 order by 1'),
    ).toHaveLength(3);
  });

  test('are brought up to date by a later file, and back by undoing it', async () => {
    const mapping = [
      'id=id',
      'account=account',
      'opened_at=opened',
      'closed_at=closed',
      'priority=prio',
      'attributes.area=area',
    ];
    const first = await stage.read(
      'tickets',
      'id,account,opened,closed,prio,area\nx1,1,2026-03-01,,P1,api\nx2,1,2026-03-02,,,\n',
      mapping,
    );
    const later = await stage.read(
      'tickets',
      'id,account,opened,closed,prio,area\nx1,1,2026-03-01,2026-03-05,P1,\nx2,1,2026-03-02,,,\n',
      mapping,
    );
    expect([countsOf(first), countsOf(later)]).toEqual([
      [2, 2, 0, 0, 0],
      [2, 0, 1, 1, 0],
    ]);
    const tickets = `select external_id, closed_at is not null as closed, priority, attributes from ticket
      where organisation_id = $1 and external_id like 'x%' order by 1`;
    expect(await stage.query(tickets)).toEqual([
      { external_id: 'x1', closed: true, priority: 'urgent', attributes: {} },
      { external_id: 'x2', closed: false, priority: 'normal', attributes: {} },
    ]);
    await stage.undo(later.id);
    expect((await stage.query(tickets))[0]).toEqual({
      external_id: 'x1',
      closed: false,
      priority: 'urgent',
      attributes: { area: 'api' },
    });
    expect(
      countsOf(await stage.read('tickets', 'id,account,opened,closed,prio,area\nx1,1,2026-03-01,,P1,api\n', mapping)),
    ).toEqual([1, 0, 0, 1, 0]);
  });

  test('told twice in a file are one; told differently under one id the later is rejected, each time anew', async () => {
    const text = 'id,account,at,q\nd1,1,2026-01-01,a\nd1,1,2026-01-01,a\nd1,1,2026-01-01,b\n';
    const mapping = ['id=id', 'account=account', 'opened_at=at', 'subject=q'];
    const first = await stage.read('tickets', text, mapping);
    expect(countsOf(first)).toEqual([3, 1, 0, 1, 1]);
    expect(await stage.rejected(first.id)).toEqual(['4 id: Row 2 has the same id and says something else.']);
    expect(countsOf(await stage.read('tickets', text, mapping))).toEqual([3, 0, 0, 2, 1]);
    const both = await stage.read('tickets', text, ['id=id', 'id=q', ...mapping.slice(1)]);
    expect(countsOf(both)).toEqual([3, 2, 0, 1, 0]);
  });

  test('without an id are recognised by their content', async () => {
    const text = 'account,amount,due\n1,10.00,2026-01-01\n1,12.00,2026-02-01\n';
    const mapping = ['account=account', 'amount=amount', 'due_on=due'];
    expect(countsOf(await stage.read('invoices', text, mapping))).toEqual([2, 2, 0, 0, 0]);
    expect(countsOf(await stage.read('invoices', text, mapping))).toEqual([2, 0, 0, 2, 0]);
    expect(
      await stage.query('select amount_minor, currency from invoice where organisation_id = $1 order by 1'),
    ).toEqual([
      { amount_minor: 1000, currency: 'EUR' },
      { amount_minor: 1200, currency: 'EUR' },
    ]);
  });

  test('of every kind find their place', async () => {
    const kinds = [
      await stage.read('deals', 'id,account,sum,won,who\no1,1,500,2026-01-02,Zoe\n', [
        'id=id',
        'account=account',
        'amount=sum',
        'won_at=won',
        'owner=who',
        'kind==upsell',
      ]),
      await stage.read('subscriptions', 'id,account,arr,cur,from\ns1,1,1000,JPY,2026-01-02\n', [
        'id=id',
        'account=account',
        'arr=arr',
        'currency=cur',
        'starts_on=from',
      ]),
      await stage.read('contacts', 'id,account,name,mail,role\nc1,1,Ada,ada@b.example,sponsor\n', [
        'id=id',
        'account=account',
        'name=name',
        'email=mail',
        'role=role',
      ]),
      await stage.read(
        'interactions',
        'id,account,who,by,at,exec\ni1,1,ada@b.example,carl@acme.example,2026-01-02,yes\ni2,1,Bob,,2026-01-03,\n',
        ['id=id', 'account=account', 'contact=who', 'member=by', 'occurred_at=at', 'executive=exec', 'kind==Meeting'],
      ),
      await stage.read('surveys', 'id,account,score,at,who\nq1,1,10,2026-01-02,c1\n', [
        'id=id',
        'account=account',
        'score=score',
        'responded_at=at',
        'contact=who',
        'kind==csat',
        'scale==10',
      ]),
    ];
    expect(kinds.map(({ rowsCreated }) => rowsCreated)).toEqual([1, 1, 1, 2, 1]);
    expect(
      await stage.query('select kind, owner_name, amount_minor, currency from opportunity where organisation_id = $1'),
    ).toEqual([{ kind: 'expansion', owner_name: 'Zoe', amount_minor: 50000, currency: 'EUR' }]);
    expect(await stage.query('select arr_minor, currency from subscription where organisation_id = $1')).toEqual([
      { arr_minor: 1000, currency: 'JPY' },
    ]);
    expect(
      await stage.query(`select c.name as contact, m.name as member, i.is_executive, i.direction, i.attributes from interaction i
        left join contact c on c.organisation_id = $1 and c.id = i.contact_id
        left join member m on m.organisation_id = $1 and m.id = i.member_id where i.organisation_id = $1 order by i.external_id`),
    ).toEqual([
      { contact: 'Ada', member: 'Carl', is_executive: true, direction: 'two_way', attributes: {} },
      { contact: null, member: null, is_executive: false, direction: 'two_way', attributes: { contact: 'Bob' } },
    ]);
    expect(
      await stage.query(`select s.score, c.name from survey_response s
        join contact c on c.organisation_id = $1 and c.id = s.contact_id where s.organisation_id = $1`),
    ).toEqual([{ score: 5, name: 'Ada' }]);
  });

  test('a person who moves is a contact of each account in turn', async () => {
    const text = 'id,account,until\np1,1,2026-01-31\np1,2,\np2,2,\n';
    const mapping = ['id=id', 'account=account', 'left_at=until'];
    expect(countsOf(await stage.read('contacts', text, mapping, {}, 'moves'))).toEqual([3, 3, 0, 0, 0]);
    expect(countsOf(await stage.read('contacts', text, mapping, {}, 'moves'))).toEqual([3, 0, 0, 3, 0]);
    const turned = 'id,account,until\np2,2,\np1,2,\np1,1,2026-01-31\n';
    expect(countsOf(await stage.read('contacts', turned, mapping, {}, 'moves'))).toEqual([3, 0, 0, 3, 0]);
    expect(
      await stage.query(`select a.name, c.left_on from contact c join account a on a.organisation_id = $1 and a.id = c.account_id
        where c.organisation_id = $1 and c.external_id like 'p1%' order by 1`),
    ).toEqual([
      { name: 'Borealis', left_on: '2026-01-31' },
      { name: 'Caju', left_on: null },
    ]);
  });
});

describe('usage', () => {
  const mapping = ['id=id', 'account=account', 'event=event', 'user=user', 'occurred_at=at', 'properties.seats=seats'];
  const header = 'id,account,event,user,at,seats\n';
  const text = `${header}e1,1,login,u1,2026-01-05 23:30,3\ne2,1,login,u2,2026-01-06 00:30,\ne3,2,login,u3,2026-01-06 10:00,4\n`;

  test('is counted by day, once, and taken back by undoing', async () => {
    const days =
      'select account_slot, day, amount from usage_day where organisation_id = $1 order by account_slot, day';
    const first = await stage.read('usage', text, mapping);
    expect(countsOf(first)).toEqual([3, 3, 0, 0, 0]);
    expect(await stage.query(days)).toEqual([
      { account_slot: 0, day: '2026-01-05', amount: 1 },
      { account_slot: 0, day: '2026-01-06', amount: 1 },
      { account_slot: 1, day: '2026-01-06', amount: 1 },
    ]);
    expect(countsOf(await stage.read('usage', text, mapping))).toEqual([3, 0, 0, 3, 0]);
    const more = await stage.read(
      'usage',
      `${header}e2,1,login,u2,2026-01-06 00:30,\ne4,1,login,u1,2026-01-06 11:00,\n`,
      mapping,
    );
    expect(countsOf(more)).toEqual([2, 1, 0, 1, 0]);
    await stage.undo(first.id);
    expect(await stage.query(days)).toEqual([{ account_slot: 0, day: '2026-01-06', amount: 1 }]);
    await stage.undo(more.id);
    expect(await stage.query(days)).toEqual([]);
  });

  test('with an id that is not one, or from the future, is rejected', async () => {
    const wrong = `${header}o1,1,login,u1,2026-01-05,\no1,1,logout,u1,2026-01-05,\no1,1,login,u1,2026-01-05,\no2,1,login,u1,2190-01-05,\n`;
    const found = await stage.read('usage', wrong, mapping);
    expect(countsOf(found)).toEqual([4, 1, 0, 1, 2]);
    expect(await stage.rejected(found.id)).toEqual([
      '3 id: The id o1 belongs to another event already.',
      '5 at: The event lies in the future, at 2190-01-04T23:00:00.000Z.',
    ]);
  });
});

describe('an import', () => {
  test('writes rejected rows into a file with their cells, problems and mends', async () => {
    const found = await stage.read(
      'tickets',
      'id,account,at\nz1,1,"yester\nday"\nz2,"unclosed\nz3,nobody,2026-01-01\n',
      ['id=id', 'account=account', 'opened_at=at'],
    );
    expect(countsOf(found)).toEqual([3, 0, 0, 0, 3]);
    let file = '';
    for await (const part of rejectedRowsFile(stage.database, stage.alice.actor, found.id)) file += part;
    expect(file).toBe(
      '\ufeffid,account,at,Row,Problem,How to mend it\r\n' +
        'z1,1,"yester\nday",2,"at: ""yester day"" is not a date.",Write dates such as 2018-04-03.\r\n' +
        '"z2,""unclosed",,,4,A quote is opened in this line and not closed where its cell should end.,"Close the quote at the end of its cell, or remove it."\r\n' +
        'z3,nobody,2026-01-01,5,"account: There is no account ""nobody"".","Import the accounts first, or let the import create them."\r\n',
    );
  });

  test('leaves no file behind, audits each step, and is done once', async () => {
    const found = await stage.read('accounts', 'id,name\n1,Borealis\n');
    expect(existsSync(join(stage.dataDir, 'imports', found.id))).toBe(false);
    expect(await readdir(join(stage.dataDir, 'imports'))).toEqual([]);
    const again = await runImport(stage.database, stage.alice.organisation.id, found.id, { dataDir: stage.dataDir });
    expect(again).toEqual(found);
    for (const action of ['import.created', 'import.started', 'import.completed']) {
      const entries = await auditOf(stage.database, stage.alice, action);
      expect(entries.filter((entry) => entry.entity_id === found.id)).toHaveLength(1);
    }
    await expect(startImport(stage.database, stage.alice.actor, found.id, {}, stage.dataDir)).rejects.toThrow(
      /no longer kept/,
    );
  });

  test('goes on behind the last batch after an interruption, and remembers the ids before it', async () => {
    const lines = Array.from({ length: 9000 }, (_, at) => `k${at},1,2026-01-01,${at}`);
    lines[8999] = 'k5,1,2026-01-01,other'; // contradicts a row of the first batch
    lines[7] = 'k7,nobody,2026-01-01,7';
    lines[8998] = 'k7,1,2026-01-01,7'; // the first k7 was rejected: this one is new
    const text = `id,account,at,q\n${lines.join('\n')}\n`;
    const { id } = await stage.upload('tickets', text);
    const mapping = parseMapping(['id=id', 'account=account', 'opened_at=at', 'subject=q']);
    await startImport(stage.database, stage.alice.actor, id, { mapping }, stage.dataDir);
    const run = (onProgress?: (progress: { rows: number }) => void) =>
      runImport(stage.database, stage.alice.organisation.id, id, {
        dataDir: stage.dataDir,
        ...(onProgress && { onProgress }),
      });
    let batches = 0;
    await expect(
      run(() => {
        batches += 1;
        if (batches === 2) throw new Error('the power fails');
      }),
    ).rejects.toThrow('the power fails');
    const found = await run();
    expect(countsOf(found)).toEqual([9000, 8998, 0, 0, 2]);
    expect(await stage.rejected(id)).toEqual([
      '9 account: There is no account "nobody".',
      '9001 id: Row 7 has the same id and says something else.',
    ]);
    expect(
      await stage.query(`select count(*) from ticket where organisation_id = $1 and external_id like 'k%'`),
    ).toEqual([{ count: 8998 }]);
  });

  test('run by two at once is done once', async () => {
    const text = `id,account,at\n${Array.from({ length: 5000 }, (_, at) => `w${at},1,2026-01-01`).join('\n')}\n`;
    const { id } = await stage.upload('tickets', text);
    await startImport(
      stage.database,
      stage.alice.actor,
      id,
      { mapping: parseMapping(['id=id', 'account=account', 'opened_at=at']) },
      stage.dataDir,
    );
    const run = () => runImport(stage.database, stage.alice.organisation.id, id, { dataDir: stage.dataDir });
    const found = await Promise.all([run(), run()]);
    expect(found.some(({ state }) => state === 'completed')).toBe(true);
    expect(countsOf(await run())).toEqual([5000, 5000, 0, 0, 0]);
  });

  test('rejects the one row of a batch that the database refuses', async () => {
    const text =
      'id,account,seats,arr,from\na1,1,5,10,2026-01-01\na2,1,3000000000,10,2026-01-01\na3,1,7,10,2026-01-01\n';
    const found = await stage.read(
      'subscriptions',
      text,
      ['id=id', 'account=account', 'seats=seats', 'arr=arr', 'starts_on=from'],
      {},
      'limits',
    );
    expect(countsOf(found)).toEqual([3, 2, 0, 0, 1]);
    expect(await stage.rejected(found.id)).toEqual([expect.stringContaining('3 null: The database refuses the row:')]);
  });

  test('whose file is gone fails with a sentence', async () => {
    const { id } = await stage.upload('accounts', 'id,name\n1,Borealis\n');
    await startImport(stage.database, stage.alice.actor, id, {}, stage.dataDir);
    const found = await runImport(stage.database, stage.alice.organisation.id, id, { dataDir: '/nowhere' });
    expect(found).toMatchObject({ state: 'failed', problem: expect.stringContaining('no longer kept') });
  });
});
