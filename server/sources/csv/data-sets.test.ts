import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type RecordKindKey, recordKinds } from '../kinds/record-kinds.ts';
import { detectFormat } from './detect-format.ts';
import { examineColumns } from './examine-columns.ts';
import { isMapped, type RowProblem, rowMapper } from './map-row.ts';
import { checkMapping, parseMapping, resolveMapping } from './mapping.ts';
import { readRows } from './read-rows.ts';

const folder = process.env.STEWARD_DATA_SETS ?? join(import.meta.dirname, '../../../../shared/data');
const isThere = existsSync(folder);

async function readFile(name: string, key: RecordKindKey, assignments: string[], timeZone = 'America/Sao_Paulo') {
  const path = join(folder, name);
  const format = await detectFormat(path);
  const kind = recordKinds[key];
  const mapping = resolveMapping(kind, parseMapping(assignments), format.columns);
  expect(checkMapping(kind, mapping, format.columns)).toEqual([]);
  const examination = await examineColumns(readRows(path, format), { kind, mapping, columns: format.columns });
  const map = rowMapper(key, mapping, format.columns, { timeZone, currency: 'BRL', ...examination });
  const problems: RowProblem[] = [];
  const records: { record: Readonly<Record<string, unknown>>; custom: Readonly<Record<string, unknown>> }[] = [];
  for await (const row of readRows(path, format)) {
    const mapped = map(row);
    if (isMapped(mapped)) records.push(mapped);
    else problems.push(...mapped);
  }
  return { format, examination, records, problems };
}

describe.skipIf(!isThere)(`real files (skipped where ${folder} is missing)`, () => {
  test('of a marketplace: accounts', async () => {
    const { records, problems } = await readFile('olist/accounts.csv', 'accounts', [
      'id=seller_id',
      'city=city',
      'state=state',
    ]);
    expect([records.length, problems]).toEqual([3095, []]);
  });

  test('of a marketplace: sales as usage', async () => {
    const { examination, records, problems } = await readFile('olist/usage_events.csv', 'usage', [
      'id=event_id',
      'account=seller_id',
      'event=event',
      'occurred_at=timestamp',
      'properties.category=category',
      'properties.price=price',
    ]);
    expect([records.length, problems]).toEqual([112_607, []]);
    expect(examination).toMatchObject({
      questions: [],
      types: { 'properties.category': 'label', 'properties.price': 'number' },
    });
    expect(records[0]?.record.occurred_at).toEqual(new Date('2017-09-19T12:45:35Z'));
    expect(records.filter(({ custom }) => custom.category === null)).toHaveLength(1603);
    expect(records.every(({ custom }) => typeof custom.price === 'number')).toBe(true);
  });

  test('of a marketplace: deals', async () => {
    const { records, problems } = await readFile('olist/deals.csv', 'deals', [
      'id=mql_id',
      'account=seller_id',
      'won_at=won_date',
      'owner=sr_id',
    ]);
    expect([records.length, problems]).toEqual([842, []]);
  });

  test('of a marketplace: survey responses with line breaks and emoji', async () => {
    const { records, problems } = await readFile('olist/survey_responses.csv', 'surveys', [
      'id=review_id',
      'account=seller_id',
      'kind==csat',
      'score=score',
      'comment=comment',
      'responded_at=answered_at',
    ]);
    expect([records.length, problems]).toEqual([7523, []]);
    expect(records.some(({ record }) => /\n/.test(String(record.comment)))).toBe(true);
  });

  test('of an open-source product: usage and moves of contacts', async () => {
    const usage = [
      'id=event_id',
      'account=organisation',
      'user=contact_id',
      'event=feature',
      'occurred_at=timestamp',
      'properties.closes_bug=closes_bug',
    ];
    const events = await readFile('openstack/usage_events.csv', 'usage', usage, 'UTC');
    expect([events.records.length, events.problems]).toEqual([84_817, []]);
    expect(new Set(events.records.map(({ record }) => record.account)).size).toBe(310);
    const moves = await readFile('openstack/contact_affiliations.csv', 'contacts', [
      'id=contact_id',
      'account=organisation',
      'left_at=until',
    ]);
    expect([moves.records.length, moves.problems]).toEqual([1863, []]);
    expect(moves.records.filter(({ record }) => record.left_on !== null)).toHaveLength(716);
  });
});
