import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inOrganisation } from '../../context/transaction.ts';
import { parseMapping } from '../csv/mapping.ts';
import type { RecordKindKey } from '../kinds/record-kinds.ts';
import { createImport } from './create-import.ts';
import { countsOf, type ImportStage, startImportStage } from './import-cast.test-support.ts';
import type { ImportSettings } from './import-settings.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';

const folder = process.env.STEWARD_DATA_SETS ?? join(import.meta.dirname, '../../../../shared/data');

describe.skipIf(!existsSync(folder))(`real files (skipped where ${folder} is missing)`, () => {
  let stage: ImportStage;
  beforeAll(async () => {
    stage = await startImportStage();
  });
  afterAll(() => stage?.close());

  async function read(file: string, kind: RecordKindKey, mapping: string, settings: ImportSettings = {}) {
    const { database, alice, dataDir } = stage;
    const content = createReadStream(join(folder, file));
    const [source = ''] = file.split('/');
    const { id } = await createImport(database, alice.actor, { kind, source, fileName: file, content }, dataDir);
    const said = {
      mapping: parseMapping(mapping.split(' ')),
      settings: { timeZone: 'America/Sao_Paulo', ...settings },
    };
    await startImport(database, alice.actor, id, said, dataDir);
    return runImport(database, alice.organisation.id, id, { dataDir });
  }

  const once = async (...file: Parameters<typeof read>) => countsOf(await read(...file));
  const count = async (table: string) => {
    const { alice, database } = stage;
    const query = `select count(*) from ${table} where organisation_id = $1`;
    const [row] = await inOrganisation(database, alice.actor, (tx) =>
      tx.query<{ count: number }>(query, [tx.organisationId]),
    );
    return row?.count;
  };

  test('of a marketplace go in whole, and a second time change nothing', { timeout: 120_000 }, async () => {
    const accounts = ['olist/accounts.csv', 'accounts', 'id=seller_id city=city state=state'] as const;
    expect(await once(...accounts)).toEqual([3095, 3095, 0, 0, 0]);
    expect(await once(...accounts)).toEqual([3095, 0, 0, 3095, 0]);

    const usage = [
      'olist/usage_events.csv',
      'usage',
      'id=event_id account=seller_id event=event occurred_at=timestamp properties.category=category properties.price=price',
    ] as const;
    expect(await once(...usage)).toEqual([112_607, 112_607, 0, 0, 0]);
    expect(await count('usage_event')).toBe(112_607);
    expect(await once(...usage)).toEqual([112_607, 0, 0, 112_607, 0]);

    const deals = [
      'olist/deals.csv',
      'deals',
      'id=mql_id account=seller_id won_at=won_date owner=sr_id',
      { createAccounts: true },
    ] as const;
    expect(await once(...deals)).toEqual([842, 842, 0, 0, 0]);
    expect(await count('account')).toBe(3095 + 842 - 380);
    expect(await once(...deals)).toEqual([842, 0, 0, 842, 0]);

    const mapping = 'account=seller_id kind==csat score=score comment=comment responded_at=answered_at';
    const surveys = ['olist/survey_responses.csv', 'surveys', `id=review_id ${mapping}`] as const;
    // One review may be of several orders: 96 rows have the id of another row and say something else.
    const [read = 0, created = 0, updated, unchanged = 0, rejected = 0] = await once(...surveys);
    expect([read, created, updated, created + unchanged + rejected]).toEqual([7523, 7427, 0, 7523]);
    expect(await once(...surveys)).toEqual([7523, 0, 0, created + unchanged, rejected]);
  });

  test('of an open-source product make their accounts; moves of people are contacts', {
    timeout: 120_000,
  }, async () => {
    const usage = [
      'openstack/usage_events.csv',
      'usage',
      'id=event_id account=organisation user=contact_id event=feature occurred_at=timestamp properties.closes_bug=closes_bug',
      { createAccounts: true },
    ] as const;
    const before = (await count('account'))!;
    expect(await once(...usage)).toEqual([84_817, 84_817, 0, 0, 0]);
    expect((await count('account'))! - before).toBe(310);
    const moves = [
      'openstack/contact_affiliations.csv',
      'contacts',
      'id=contact_id account=organisation left_on=until',
      { createAccounts: true },
    ] as const;
    // Sixteen rows tell of a second stay of a person with the same organisation.
    expect(await once(...moves)).toEqual([1863, 1847, 0, 0, 16]);
    expect(await once(...moves)).toEqual([1863, 0, 0, 1847, 16]);
  });

  test('and are taken back whole', { timeout: 120_000 }, async () => {
    const imports = await stage.query('select id from import where organisation_id = $1 order by created_at desc');
    for (const { id } of imports) await stage.undo(String(id));
    for (const table of ['usage_event', 'usage_day', 'survey_response', 'opportunity', 'contact', 'account']) {
      expect([table, await count(table)]).toEqual([table, 0]);
    }
  });
});
