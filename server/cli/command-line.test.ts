import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCommandLine, type TestCommandLine } from '../../test/command-line.ts';
import { AS_OF, importSmallCompany } from '../../test/small-company.ts';
import { smallPlaybook } from '../../test/small-playbook.ts';
import { runCommandLine } from './run-command-line.ts';

let line: TestCommandLine;
beforeAll(async () => {
  line = await startCommandLine();
  await importSmallCompany(line);
});
afterAll(() => line?.close());

const small = ['--org', 'small'];

describe('what it is called with', () => {
  test.each([
    [['import', 'accounts', 'x.csv'], "required option '--org"],
    [['situations', ...small, '--state', 'odd'], 'open, cleared, dismissed, all'],
    [['situations', '--org', 'nobody'], 'There are: small.'],
    [['import', 'dreams', 'x.csv', ...small, '--source', 's'], 'accounts, contacts, usage'],
    [['import', 'accounts', 'x.csv', ...small, '--source', 's'], 'There is no file x.csv'],
    [['import', 'accounts', '.', ...small, '--source', 's'], 'is no file'],
    [['diagnose', ...small, '--as-of', '2026-02-31'], 'Write it as 2018-08-01'],
    [['diagnose', ...small, '--as-of', '2199-01-01'], 'lies in the future'],
    [['account', 'show', 'nobody', ...small], 'There is no account "nobody"'],
    [['health-test', ...small, '--horizon', '3 months'], 'is no horizon'],
    [['health-test', ...small, '--announced-by', 'chance'], 'low, high'],
    [['lint', 'nowhere.md'], 'There is no file nowhere.md'],
    [['org', 'create', 'Big Org', '--name', 'B', '--timezone', 'Asia/Tokyo', '--currency', 'JPY'], 'small letters'],
    [['org', 'create', 'x', '--name', 'X', '--timezone', 'Mars/Base', '--currency', 'JPY'], 'no time zone'],
    [
      ['org', 'create', 'x', '--name', 'X', '--timezone', 'Asia/Tokyo', '--currency', 'JPY', '--admin', 'me'],
      'no e-mail',
    ],
    [['dance'], "unknown command 'dance'"],
  ])('%j is wrong use: it ends with 2 and says what to mend', async (args, sentence) => {
    const { code, out, err } = await line.run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(sentence);
  });

  test('help is no error', async () => {
    expect(await line.run('--help')).toMatchObject({ code: 0, err: '', out: expect.stringContaining('diagnose') });
    expect(await line.run('import', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('--create-accounts'),
    });
  });
});

test('an organisation is made with its admin and the shipped playbooks, once', async () => {
  const create = ['org', 'create', 'loja', '--name', 'Loja', '--timezone', 'America/Sao_Paulo', '--currency', 'BRL'];
  expect(await line.json(...create, '--admin', 'ana@loja.example')).toMatchObject({
    slug: 'loja',
    name: 'Loja',
    timezone: 'America/Sao_Paulo',
    currency: 'BRL',
    admin: 'ana@loja.example',
  });
  expect(await line.run(...create)).toMatchObject({ code: 1, err: expect.stringContaining('Choose another slug') });
  expect(await line.json('org', 'list')).toMatchObject({ organisations: [{ slug: 'loja' }, { slug: 'small' }] });
  expect((await line.run('org', 'list')).out).toMatch(/^loja {3}Loja {3}America\/Sao_Paulo {2}BRL$/m);
  const { err } = await line.run('lint', 'library/playbooks/onboarding.md', '--org', 'loja');
  expect(err).toBe('');

  const { code, out } = await line.run('sign-in', 'ana@loja.example');
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/api\/auth\/magic-link\/verify\?token=\S+\n$/),
  ]);
  expect(await line.run('sign-in', 'nobody@loja.example')).toMatchObject({ code: 2, out: '' });
});

describe('import', () => {
  const file = () =>
    line.write('tickets.csv', 'id,customer,opened\n1,a1,2026-02-01\n2,nobody,soon\n3,a2,2026-02-02\n4,,\n');
  const args = () => ['import', 'tickets', file(), ...small, '--source', 'desk', '--map'];
  const map = ['id=id', 'account=customer', 'opened_at=opened'];

  test('accounts for every row, ends with 1 when rows were rejected, and changes nothing the second time', async () => {
    const ended = await line.run(...args(), ...map, '--json', '--rejected', join(line.folder, 'rejected.csv'));
    expect(ended.code).toBe(1);
    const report = JSON.parse(ended.out);
    expect(Object.keys(report)).toEqual(['read', 'created', 'updated', 'unchanged', 'rejected']);
    expect(report).toMatchObject({ read: 4, created: 2, updated: 0, unchanged: 0 });
    expect(report.rejected).toEqual([
      { row: 3, column: 'opened', problem: '"soon" is not a date.', mend: expect.stringContaining('2018-04-03') },
      // One entry a row, though two cells are empty.
      {
        row: 5,
        column: 'customer',
        problem: expect.stringMatching(/empty.*opened: .*empty/),
        mend: expect.any(String),
      },
    ]);
    expect(readFileSync(join(line.folder, 'rejected.csv'), 'utf8')).toContain('nobody');
    expect(await line.json(...args(), ...map)).toMatchObject({ read: 4, created: 0, unchanged: 2 });
    const { out, code } = await line.run(...args(), ...map);
    expect(code).toBe(1);
    expect(out).toContain('4 rows read: 0 created, 0 updated, 2 unchanged, 2 rejected.\n  row 3, opened: "soon"');
  });

  test('a wrong mapping is wrong use, and names the nearest right one', async () => {
    const { code, err } = await line.run(...args(), 'id=id', 'acount=customer', 'opened_at=opend');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean account?');
    expect(err).toContain('Did you mean "opened"?');
  });

  test('makes accounts and keeps other columns when it is told to', async () => {
    const text = 'id,customer,opened,Room Number\n9,Neu GmbH,2026-02-01,12\n';
    const wanted = ['import', 'tickets', line.write('more.csv', text), ...small, '--source', 'desk'];
    const report = await line.json(...wanted, '--create-accounts', '--unmapped', 'keep', '--map', ...map);
    expect(report).toMatchObject({ created: 1, rejected: [] });
    const [ticket] = await query(
      `select t.attributes, a.name from ticket t join account a on a.id = t.account_id where t.external_id = '9'`,
    );
    expect(ticket).toEqual({ attributes: { room_number: '12' }, name: 'Neu GmbH' });
  });

  test('asks how to read what can be read in two ways', async () => {
    const wanted = ['import', 'tickets', line.write('us.csv', 'id,customer,opened\n10,a1,02/03/2026\n'), ...small];
    const more = ['--source', 'desk', '--map', ...map];
    const { code, err } = await line.run(...wanted, ...more);
    expect(code).toBe(2);
    expect(err).toContain('opened');
    expect(await line.json(...wanted, '--date-order', 'mdy', ...more)).toMatchObject({ created: 1 });
    const [ticket] = await query(`select opened_at from ticket where external_id = '10'`);
    expect(ticket).toEqual({ opened_at: new Date('2026-02-02T23:00:00Z') });
  });

  test('leaves nothing for the queue to do again', async () => {
    const waiting = await query(
      `select from graphile_worker._private_jobs where payload -> 'event' ->> 'name' = 'import.requested'`,
    );
    expect(waiting).toEqual([]);
    expect(existsSync(join(line.folder, 'data/imports'))).toBe(true);
  });
});

describe('diagnosis', () => {
  test('answers in the agreed shape, and its runs are there at once and once', async () => {
    const first = await line.json('diagnose', ...small, '--as-of', AS_OF);
    expect(Object.keys(first)).toEqual(['as_of', 'accounts', 'signals', 'situations', 'seconds']);
    expect(first).toMatchObject({ as_of: AS_OF, accounts: expect.any(Number), seconds: expect.any(Number) });
    const counts = first.situations as { playbook: string; opened: number }[];
    expect(Object.keys(counts[0]!)).toEqual(['playbook', 'opened', 'updated', 'cleared']);
    expect(counts.find(({ playbook }) => playbook === 'silent-usage')?.opened).toBe(3);
    const { situations } = await line.json('situations', ...small);
    const opened = counts.reduce((sum, one) => sum + one.opened, 0);
    expect(situations).toHaveLength(opened);
    for (const one of situations as object[])
      expect(one).toMatchObject({
        state: 'open',
        opened_on: AS_OF,
        run: { state: 'open' },
        headline: expect.any(String),
      });
    const again = await line.json('diagnose', ...small, '--as-of', AS_OF);
    expect((again.situations as { opened: number }[]).every((one) => one.opened === 0)).toBe(true);
    expect((await query('select count(*)::int as runs from run'))[0]).toEqual({ runs: opened });
    expect((await line.run('situations', ...small)).out).toContain(`${opened} open situations.`);
    expect((await line.run('situations', ...small, '--state', 'cleared')).out).toBe('No cleared situations.\n');
  });

  test('says what follows from it and could not be done, and leaves it to the server', async () => {
    await query(
      `update member set status = 'left' where organisation_id = (select organisation_id from organisation where slug = 'small')`,
    );
    const { code, err } = await line.run('diagnose', ...small, '--as-of', '2026-03-20');
    expect(code).toBe(0);
    expect(err).toMatch(/did not work out and will be tried again by the server: Nobody/);
  });
});

describe('account show', () => {
  test.each(['a4', 'Kunde 4 \t\\. "Öl & Söhne" 🛢️', 'kunde 4'])('finds it by %j', async (wanted) => {
    const shown = await line.json('account', 'show', wanted, ...small, '--as-of', AS_OF);
    expect(shown).toMatchObject({
      as_of: AS_OF,
      account: { known_as: ['a4'] },
      health: { coverage: expect.any(Number), variant: expect.any(String), components: expect.any(Array) },
      // Its last event was on 7 January.
      signals: { 'usage.days_since_last': 53, 'usage.active_days_total': 7, 'account.segment': 'Enterprise' },
    });
  });

  test('names those that are meant when there are several', async () => {
    const { code, err } = await line.run('account', 'show', 'kunde', ...small);
    expect(code).toBe(2);
    expect(err).toMatch(/could be several accounts: .*a1.* and more/);
  });

  test('can be read', async () => {
    const { out } = await line.run('account', 'show', 'a4', ...small, '--as-of', AS_OF);
    expect(out).toContain('As of the morning of 2026-03-01');
    expect(out).toMatch(/^usage\.days_since_last +53 days +days since last activity$/m);
    expect(out).toMatch(/^ {2}usage\.days_since_last +53 days +\d/m);
    expect(out).toContain('Unknown: ');
  });
});

describe('scorecard', () => {
  const read = async (...args: string[]) => JSON.parse((await line.run('scorecard', ...small, ...args, '--json')).out);

  test('counts what each playbook did, and of one what its parts add up to', async () => {
    await line.run('diagnose', ...small, '--as-of', AS_OF);
    const all = await read();
    const some = all.scorecards.filter(({ counts }: { counts: { triggered: number } }) => counts.triggered > 0);
    expect(some.length).toBeGreaterThan(0);
    const { playbook, counts } = some[0];
    const one = await read('--playbook', playbook.key);
    expect(one.counts).toEqual(counts);
    for (const part of ['version', 'segment', 'member'])
      expect(one.by[part].reduce((sum: number, each: typeof one) => sum + each.counts.triggered, 0)).toBe(
        counts.triggered,
      );
    expect(one.outcomes).toMatchObject({ caution: expect.stringContaining('not a controlled experiment') });
    const { out } = await line.run('scorecard', ...small, '--playbook', playbook.key);
    expect(out).toContain('compared with nobody');
  });

  test('of days before there was anything counts nothing, and refuses days that are none', async () => {
    const days = ['--from', '2001-01-01', '--to', '2001-12-31'];
    expect((await line.run('scorecard', ...small, ...days)).out).toContain('From 2001-01-01 to 2001-12-31.');
    expect((await line.run('scorecard', ...small, '--from', '2001-13-01')).code).toBe(2);
    expect((await line.run('scorecard', ...small, '--playbook', 'nothing')).code).toBe(2);
  });
});

test('health under test says what is missing, instead of figures, in text and in JSON', async () => {
  const asked = ['health-test', ...small, '--truth', 'silent', '--horizon', '4w', '--every', 'week'];
  const { code, out } = await line.run(...asked);
  expect([code, out.split('\n').length]).toEqual([0, 3]);
  expect(out).toMatch(
    /^\d+ days? from .+ with the outcome\.\nNot enough outcomes: \d+ rows? of \d+ accounts?; at least 30/,
  );
  expect(await line.json(...asked)).toMatchObject({
    horizon_days: 28,
    announced_by: 'low',
    score: { auc: null, interval: null },
    suggestions: [{ weights: null, verdict: 'none' }],
  });
});

describe('lint', () => {
  const broken = () => line.write('broken.md', '---\nplaybook: broken\ntitle: Broken\n---\n');

  test('needs no installation and finds nothing in what ships', async () => {
    const out: string[] = [];
    const nothing = { write: () => {} };
    const open = () => Promise.reject(new Error('There is no installation.'));
    const lint = ['lint', 'library/playbooks/silent-account.md'];
    expect(await runCommandLine(lint, { out: (text) => out.push(text), err: nothing, open })).toBe(0);
    expect(out).toEqual(['1 playbook: 0 errors, 0 warnings.']);
  });

  test('ends with 1 on an error, and says where it is', async () => {
    const { code, out } = await line.run('lint', broken(), '--json');
    expect(code).toBe(1);
    const [{ findings }] = JSON.parse(out).files;
    expect(findings[0]).toMatchObject({ severity: 'error', line: expect.any(Number), problem: expect.any(String) });
    expect((await line.run('lint', broken())).out).toMatch(/broken\.md:\d+:\d+ error \[[a-z-]+\]/);
  });
});

test('forecast says whom a playbook would start for', async () => {
  const file = line.write('foreseen.md', smallPlaybook({ key: 'foreseen', trigger: '{ when: "account.arr > 0" }' }));
  expect(await line.json('forecast', file, ...small)).toMatchObject({
    isForeseeable: true,
    unforeseen: [],
    change: null,
  });
  expect((await line.run('forecast', file, ...small)).out).toMatch(/would open now|no diagnosis yet/);
});

describe('publish', () => {
  const own = (key: string, starts?: string) =>
    smallPlaybook({ key, trigger: '{ when: "account.arr > 0" }' }).replace(
      'due: 24h }\n',
      `due: 24h }\n${starts ? `  - { id: go, title: Go, do: start_playbook, with: { playbook: ${starts} } }\n` : ''}`,
    );
  const publish = (...files: string[]) => line.run('publish', ...files, ...small, '--json');

  test('puts files that name each other to work together, once, and what was exported is what was published', async () => {
    const files = [line.write('one.md', own('one', 'two')), line.write('two.md', own('two'))];
    const { code, out } = await publish(...files);
    expect(code).toBe(0);
    expect(JSON.parse(out).published).toEqual([
      { key: 'one', version: 1, state: 'created' },
      { key: 'two', version: 1, state: 'created' },
    ]);
    expect(JSON.parse((await publish(...files)).out).published[0]).toMatchObject({ version: 1, state: 'unchanged' });
    const folder = join(line.folder, 'exported');
    const { files: exported } = await line.json('export', folder, ...small);
    expect(exported).toContainEqual({ file: join(folder, 'one.md'), key: 'one', version: 1 });
    expect(readFileSync(join(folder, 'one.md'), 'utf8')).toBe(own('one', 'two'));
  });

  test('lists the versions of a playbook with their reasons, and reads each as it was written', async () => {
    const [first, second] = [own('twice'), `${own('twice')}\nMore.\n`];
    await line.run('publish', line.write('twice.md', first), ...small, '--because', 'A beginning.');
    await line.run('publish', line.write('twice.md', second), ...small);
    expect(await line.json('versions', 'twice', ...small)).toMatchObject({
      versions: [
        { version: 2, isCurrent: true },
        { version: 1, reason: 'A beginning.' },
      ],
    });
    expect((await line.run('versions', 'twice', ...small, '--read', '1')).out.trim()).toBe(first.trim());
    expect((await line.run('versions', 'nowhere', ...small)).code).toBe(2);
  });

  test('publishes none of them when one has an error, ends with 1, and says where it is', async () => {
    const good = line.write('good.md', own('good'));
    const bad = line.write('bad.md', own('bad').replace('owner: csm, due', 'owner: cmo, due'));
    const { code, out } = await line.run('publish', good, bad, ...small);
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(/bad\.md:11:\d+ error .*Nothing was published/s),
    });
    expect(await query(`select key from playbook where key in ('good', 'bad')`)).toEqual([]);
  });
});

test('backup and restore', async () => {
  const file = join(line.folder, 'all.backup');
  expect(await line.json('backup', file, '--encrypt')).toMatchObject({ encrypted: true, rows: expect.any(Number) });
  expect((await line.run('backup', file)).code).toBe(1);
  expect(await line.run('restore', file)).toMatchObject({ code: 1, err: expect.stringContaining('Stop it') });
});

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(line.connection);
  await client.connect();
  return (await client.query(sql).finally(() => client.end())).rows;
}
