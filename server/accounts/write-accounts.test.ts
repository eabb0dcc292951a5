import { beforeEach, describe, expect, it } from 'vitest';
import { openFileDatabase } from '../../test/firm.ts';
import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import { createOrganisation } from '../identity/create-organisation.ts';
import { ensureAccounts } from './ensure-accounts.ts';
import { findAccounts } from './find-accounts.ts';
import { type AccountRow, writeAccounts } from './write-accounts.ts';

const { database } = await openFileDatabase();
let organisationId: string;
let crm: string;
let helpdesk: string;

const work = <Result>(run: (tx: Transaction) => Promise<Result>, organisation = organisationId) =>
  inOrganisation(database, systemActor(organisation), run);
const write = (rows: readonly AccountRow[], source = crm) => work((tx) => writeAccounts(tx, source, rows));
const read = (sql: string) => work((tx) => tx.query(sql, [organisationId]));

async function createSource(name: string): Promise<string> {
  const [row] = await work((tx) =>
    tx.query<{ id: string }>(`insert into source (organisation_id, name, kind) values ($1, $2, 'file') returning id`, [
      organisationId,
      name,
    ]),
  );
  return row!.id;
}
beforeEach(async () => {
  const slug = `org-${crypto.randomUUID()}`;
  const settings = { slug, name: 'Ypê', timeZone: 'America/Sao_Paulo', currency: 'BRL' };
  organisationId = (await createOrganisation(database, settings)).id;
  crm = await createSource('crm');
  helpdesk = await createSource('helpdesk');
});

describe('ensuring accounts', () => {
  it('makes missing ones with dense slots, each once, also when two do it at once', async () => {
    const wanted = Array.from({ length: 30 }, (_, n) => ({ externalId: `a${n}`, name: `Account ${n}` }));
    const results = await Promise.all(
      [wanted, [...wanted].reverse(), wanted.slice(10)].map((some) => work((tx) => ensureAccounts(tx, crm, some))),
    );
    const rows = await read('select slot, name from account where organisation_id = $1 order by slot');
    expect(rows.map((row) => row.slot)).toEqual(wanted.map((_, n) => n));
    for (const { externalId } of wanted.slice(10))
      expect(new Set(results.map((result) => result.get(externalId)!.id)).size).toBe(1);
    const made = results.flatMap((result) => [...result.values()]).filter(({ isNew }) => isNew);
    expect(made.length).toBe(30);
  });

  it('names one without a name by its id, or by the beginning of an id that only machines read', async () => {
    const ids = ['kiosk-7', '3d7a1f6bb0f34b0f9d2a9b6f2f4c8a11', '5f8d0a52-0c6e-4f0e-9a54-1f2f9b7a3c10'];
    await work((tx) =>
      ensureAccounts(
        tx,
        crm,
        ids.map((externalId) => ({ externalId })),
      ),
    );
    const rows = await read('select name from account where organisation_id = $1 order by slot');
    expect(rows.map((row) => row.name)).toEqual(['kiosk-7', '3d7a1f6b', '5f8d0a52']);
  });

  it('finds by the id of another source, then by domain, and does not guess', async () => {
    await write([
      { externalId: '1', fields: { name: 'Borealis', domain: 'borealis.example' } },
      { externalId: '2', fields: { name: 'Caju', domain: 'twins.example' } },
      { externalId: '3', fields: { name: 'Dende', domain: 'twins.example' } },
    ]);
    const references = [
      { externalId: '1' },
      { externalId: 'x', domain: 'https://www.Borealis.example/about' },
      { externalId: 'y', domain: 'twins.example' },
      { externalId: 'z' },
    ];
    const found = await work((tx) => findAccounts(tx, helpdesk, references));
    expect([...found].map(([id, account]) => [id, account.slot, account.by])).toEqual([
      ['1', 0, 'another_source'],
      ['x', 0, 'domain'],
    ]);
    const ensured = await work((tx) => ensureAccounts(tx, helpdesk, references));
    expect(references.map(({ externalId }) => ensured.get(externalId)!.slot)).toEqual([0, 0, 3, 4]);
    const again = await work((tx) =>
      findAccounts(
        tx,
        helpdesk,
        references.map(({ externalId }) => ({ externalId })),
      ),
    );
    expect([...again.values()].map(({ by }) => by)).toEqual(['source', 'source', 'source', 'source']);
  });

  it('sees no account of another organisation', async () => {
    await write([{ externalId: '1', fields: { name: 'Borealis' } }]);
    const other = crypto.randomUUID();
    expect((await work((tx) => findAccounts(tx, crm, [{ externalId: '1' }]), other)).size).toBe(0);
  });
});

describe('writing accounts', () => {
  it('creates, updates and leaves alone, with audit', async () => {
    const rows: AccountRow[] = [
      {
        externalId: '1',
        fields: { name: 'Borealis', arrMinor: 1_200_000, currency: 'BRL', renewalDate: '2025-12-01' },
        attributes: { tier_code: 7 },
      },
      { externalId: '2', fields: { seats: 12 } },
    ];
    expect((await write(rows)).map(({ outcome }) => outcome)).toEqual(['created', 'created']);
    expect((await write(rows)).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
    const [changed, same] = await write([{ ...rows[0]!, attributes: { tier_code: 8, owner: 'Ana' } }, rows[1]!]);
    expect(changed).toMatchObject({
      outcome: 'updated',
      changes: { 'attributes.tier_code': { before: 7, after: 8 }, 'attributes.owner': { before: null, after: 'Ana' } },
    });
    expect(same!.outcome).toBe('unchanged');
    expect(
      await read(
        'select name, arr_minor, renewal_date, seats, attributes from account where organisation_id = $1 order by slot',
      ),
    ).toEqual([
      {
        name: 'Borealis',
        arr_minor: 1_200_000,
        renewal_date: '2025-12-01',
        seats: null,
        attributes: { tier_code: 8, owner: 'Ana' },
      },
      { name: '2', arr_minor: null, renewal_date: null, seats: 12, attributes: {} },
    ]);
    expect(await read('select key, type from account_attribute where organisation_id = $1 order by key')).toEqual([
      { key: 'owner', type: 'label' },
      { key: 'tier_code', type: 'number' },
    ]);
    expect(
      (await read(`select action from audit_entry where organisation_id = $1 and entity = 'account' order by id`)).map(
        (row) => row.action,
      ),
    ).toEqual(['accounts.created', 'account.changed']);
  });

  it('keeps the history of a field, told in any order, and since when the stage has been what it is', async () => {
    await write([
      { externalId: '1', fields: { stage: 'adoption' }, at: new Date('2025-03-01T01:00:00Z') },
      { externalId: '1', fields: { stage: 'onboarding' }, at: new Date('2025-01-10T12:00:00Z') },
    ]);
    const [late] = await write([
      { externalId: '1', fields: { stage: 'prospect' }, at: new Date('2025-02-01T12:00:00Z') },
    ]);
    expect(late).toMatchObject({ outcome: 'updated', changes: { stage: { before: 'onboarding', after: 'prospect' } } });
    expect(
      await read(
        `select valid_from::text, valid_to::text, value from account_field where organisation_id = $1 and field = 'stage' order by 1`,
      ),
    ).toEqual([
      { valid_from: '-infinity', valid_to: '2025-02-01 12:00:00+00', value: 'onboarding' },
      { valid_from: '2025-02-01 12:00:00+00', valid_to: '2025-03-01 01:00:00+00', value: 'prospect' },
      { valid_from: '2025-03-01 01:00:00+00', valid_to: 'infinity', value: 'adoption' },
    ]);
    expect(await read('select stage, stage_since from account where organisation_id = $1')).toEqual([
      { stage: 'adoption', stage_since: '2025-02-28' },
    ]);
  });

  it('does not claim to know since when a stage has been so that was just heard of', async () => {
    await write([{ externalId: '1', fields: { stage: 'onboarding' } }]);
    expect(await read('select stage_since from account where organisation_id = $1')).toEqual([{ stage_since: null }]);
    await write([{ externalId: '1', fields: { stage: 'adoption' } }]);
    expect(
      await read(
        `select stage_since = (now() at time zone 'America/Sao_Paulo')::date as today from account where organisation_id = $1`,
      ),
    ).toEqual([{ today: true }]);
  });

  it('gives an account that was only known by its id the name that comes later', async () => {
    await work((tx) => ensureAccounts(tx, crm, [{ externalId: '77' }]));
    await write([{ externalId: '77', fields: { name: 'Caju' } }]);
    expect(
      await read(`select valid_from::text, value from account_field where organisation_id = $1 and field = 'name'`),
    ).toEqual([{ valid_from: '-infinity', value: 'Caju' }]);
  });

  it('refuses an attribute that could not be named in an expression', async () => {
    await expect(write([{ externalId: '1', fields: {}, attributes: { 'Bad Key': 1 } }])).rejects.toThrow('Bad Key');
  });

  it('is quick for thousands, also on a connection that saw the table empty', async () => {
    const rows = Array.from({ length: 3000 }, (_, n) => ({
      externalId: `${n}`,
      fields: { name: `Account ${n}`, city: 'Recife', seats: n, stage: 'adoption' as const },
    }));
    const started = performance.now();
    await write(rows);
    expect(new Set((await write(rows)).map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
