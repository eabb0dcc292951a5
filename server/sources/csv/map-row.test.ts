import { describe, expect, test } from 'vitest';
import { type RecordKindKey, recordKinds } from '../kinds/record-kinds.ts';
import { examineColumns } from './examine-columns.ts';
import { contentHash, externalId } from './fingerprint.ts';
import { isMapped, type ReadingOptions, rowMapper } from './map-row.ts';
import { parseMapping } from './mapping.ts';
import type { CsvRow } from './read-rows.ts';

const options: ReadingOptions = { timeZone: 'Europe/Berlin', currency: 'EUR' };

function map(
  key: RecordKindKey,
  mapping: string[],
  columns: string[],
  cells: string[],
  more: Partial<ReadingOptions> = {},
) {
  return rowMapper(key, parseMapping(mapping), columns, { ...options, ...more })({ line: 7, lastLine: 7, cells });
}

describe('a row', () => {
  test('becomes a typed record', () => {
    expect(
      map(
        'accounts',
        [
          'id=nr',
          'name=name',
          'domain=web',
          'stage=phase',
          'arr=arr',
          'seats=seats',
          'renewal_date=end',
          'attributes.big:boolean=big',
          'attributes.note=note',
        ],
        ['nr', 'name', 'web', 'phase', 'arr', 'seats', 'end', 'big', 'note'],
        [' 1 ', 'Acme', 'https://www.Acme.example/de', 'Live', '1.200,50 €', '12', '31.12.2026 00:00', 'ja', ''],
      ),
    ).toEqual({
      row: 7,
      record: {
        id: '1',
        name: 'Acme',
        domain: 'acme.example',
        stage: 'adoption',
        arr: 120050,
        seats: 12,
        renewal_date: '2026-12-31',
      },
      custom: { big: true, note: null },
    });
  });

  test('takes constants, joins names and the parts of ids, and reads amounts in its own currency', () => {
    const columns = ['review', 'seller', 'score', 'at'];
    const mapping = ['id=review', 'id=seller', 'account=seller', 'kind==csat', 'score=score', 'responded_at=at'];
    expect(map('surveys', mapping, columns, ['r1', 's1', '4', '2018-07-01 12:00'])).toMatchObject({
      record: { id: 'r1:s1', account: 's1', kind: 'csat', score: 4, responded_at: new Date('2018-07-01T10:00:00Z') },
    });
    expect(
      map('contacts', ['name=first', 'name=last', 'account=a'], ['first', 'last', 'a'], ['Ada', 'Byron', 'x']),
    ).toMatchObject({ record: { name: 'Ada Byron' } });
    expect(
      map(
        'invoices',
        ['account=a', 'amount=sum', 'due_on=due', 'currency=cur'],
        ['a', 'sum', 'due', 'cur'],
        ['x', '500', '2026-01-01', 'jpy'],
      ),
    ).toMatchObject({ record: { amount: 500, currency: 'JPY' } });
  });

  test('gives all its problems at once, each with its column', () => {
    expect(
      map(
        'tickets',
        ['account=who', 'subject=what', 'priority=prio', 'opened_at=open', 'csat=csat', 'closed_at=close'],
        ['who', 'what', 'prio', 'open', 'csat', 'close'],
        [' ', 'a\u0000b', 'urgnet', '03/04/2018', '6', 'n/a'],
      ),
    ).toEqual([
      { row: 7, column: 'who', problem: 'Account is empty.', mend: 'Fill in the cell, or leave the row out.' },
      {
        row: 7,
        column: 'what',
        problem: 'The cell holds a NUL character.',
        mend: 'Remove it, or choose the right encoding of the file.',
      },
      {
        row: 7,
        column: 'prio',
        problem: '"urgnet" is none of low, normal, high, urgent.',
        mend: 'Did you mean urgent?',
      },
      {
        row: 7,
        column: 'open',
        problem: '"03/04/2018" can be 2018-04-03 or 2018-03-04.',
        mend: 'Say whether the column writes the day or the month first.',
      },
      { row: 7, column: 'csat', problem: '"6" is out of range.', mend: 'Write a number of between 1 and 5.' },
    ]);
  });

  test('obeys what its fields must obey together', () => {
    const survey = ['account=a', 'kind=k', 'score=s', 'responded_at=t'];
    expect(map('surveys', survey, ['a', 'k', 's', 't'], ['x', 'NPS', '11', '2026-01-01'])).toEqual([
      {
        row: 7,
        column: 's',
        problem: 'A score of 11 is not between 0 and 10.',
        mend: 'Correct the score or the kind.',
      },
    ]);
    expect(map('surveys', survey, ['a', 'k', 's', 't'], ['x', 'csat', '7', '2026-01-01'])).toMatchObject([
      { column: 's' },
    ]);
    expect(
      map('surveys', [...survey, 'scale==10'], ['a', 'k', 's', 't'], ['x', 'csat', '7', '2026-01-01']),
    ).toHaveProperty('record');
    expect(
      map(
        'subscriptions',
        ['account=a', 'arr==5', 'starts_on=s', 'ended_on=e'],
        ['a', 's', 'e'],
        ['x', '2026-02-01', '2026-01-01'],
      ),
    ).toMatchObject([{ column: 'e', problem: 'The subscription ends before it starts.' }]);
    expect(map('accounts', ['id=id', 'name=n'], ['id', 'n'], ['', ''])).toMatchObject([
      { problem: 'The row has no id, no name, no domain.' },
    ]);
    expect(
      map(
        'surveys',
        ['id=r', 'id=q', ...survey],
        ['a', 'k', 's', 't', 'r', 'q'],
        ['x', 'csat', '5', '2026-01-01', 'r1', ''],
      ),
    ).toMatchObject([{ column: 'r, q', problem: 'Id is empty.' }]);
  });

  test('that is broken says so', () => {
    const mapper = rowMapper('accounts', parseMapping(['id=id']), ['id'], options);
    expect(mapper({ line: 3, lastLine: 3, cells: ['"'], broken: { problem: 'Broken.', mend: 'Mend it.' } })).toEqual([
      { row: 3, problem: 'Broken.', mend: 'Mend it.' },
    ]);
  });

  test('keeps a property as text where it is not of the type the others suggested, unless the type was said', () => {
    const columns = ['a', 'e', 't', 'p'];
    const cells = ['x', 'sold', '2026-01-01', 'many'];
    const base = ['account=a', 'event=e', 'occurred_at=t'];
    const types = { types: { 'properties.p': 'number' as const } };
    expect(map('usage', [...base, 'properties.p=p'], columns, cells, types)).toMatchObject({ custom: { p: 'many' } });
    expect(map('usage', [...base, 'properties.p=p'], columns, ['x', 'sold', '2026-01-01', '4.5'], types)).toMatchObject(
      { custom: { p: 4.5 } },
    );
    expect(map('usage', [...base, 'properties.p:number=p'], columns, cells)).toMatchObject([{ column: 'p' }]);
  });
});

describe('the id of a row without one', () => {
  const idOf = (key: RecordKindKey, mapping: string[], columns: string[], cells: string[]) => {
    const row = map(key, mapping, columns, cells);
    if (!isMapped(row)) throw new Error(row[0]?.problem);
    return externalId(key, row);
  };

  test('follows from what makes the record recognisable, whatever the order of columns', () => {
    const first = idOf(
      'invoices',
      ['account=a', 'number=n', 'amount=s', 'due_on=d'],
      ['a', 'n', 's', 'd'],
      ['x', '7', '1.5', '2026-01-01'],
    );
    const corrected = idOf(
      'invoices',
      ['due_on=d', 'number=n', 'amount=s', 'account=a'],
      ['d', 'n', 's', 'a'],
      ['2026-01-02', '7', '2.5', 'x'],
    );
    expect(corrected).toBe(first);
    expect(idOf('accounts', ['name=n'], ['n'], ['Acme'])).toBe('Acme');
    const event = ['account=a', 'event=e', 'occurred_at=t', 'properties.q=q'];
    const columns = ['a', 'e', 't', 'q'];
    const one = idOf('usage', event, columns, ['x', 'sold', '2026-01-01', '1']);
    expect(idOf('usage', event, columns, ['x', 'sold', '2026-01-01 00:00', '1'])).toBe(one);
    expect(idOf('usage', event, columns, ['x', 'sold', '2026-01-01', '2'])).not.toBe(one);
  });

  test('content is the same when every value is', () => {
    const row = (cells: string[]) => map('contacts', ['id=i', 'account=a', 'email=e'], ['i', 'a', 'e'], cells);
    const [one, same, other] = [
      ['1', 'x', 'A@b.example'],
      ['1', 'x', 'a@B.example '],
      ['1', 'y', 'a@b.example'],
    ].map((cells) => {
      const mapped = row(cells);
      return isMapped(mapped) ? contentHash(mapped) : undefined;
    });
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});

describe('the columns of a file', () => {
  const examine = async (
    mapping: string[],
    columns: string[],
    rows: string[][],
    key: RecordKindKey = 'invoices',
    known = {},
  ) => {
    let taken = 0;
    async function* stream(): AsyncGenerator<CsvRow> {
      for (const [at, cells] of rows.entries()) {
        taken += 1;
        yield { line: at + 2, lastLine: at + 2, cells };
      }
    }
    const kind = recordKinds[key];
    return { ...(await examineColumns(stream(), { kind, mapping: parseMapping(mapping), columns, known })), taken };
  };

  test('show how they write dates and amounts', async () => {
    const { formats, questions } = await examine(
      ['due_on=d', 'amount=a'],
      ['d', 'a'],
      [
        ['03/04/2018', '1,234'],
        ['25/04/2018', '1,5'],
      ],
    );
    expect(formats).toEqual({ d: { dateOrder: 'dmy' }, a: { decimal: ',' } });
    expect(questions).toEqual([]);
  });

  test('leave a question open where every cell can be read in two ways', async () => {
    const rows = [
      ['03/04/2018', '1,234'],
      ['05/06/2018', '2,500'],
    ];
    const { formats, questions } = await examine(['due_on=d', 'amount=a'], ['d', 'a'], rows);
    expect(formats).toEqual({ d: {}, a: {} });
    expect(questions).toEqual([
      {
        column: 'd',
        target: 'due_on',
        about: 'dateOrder',
        problem: 'The column "d" can be read with the day first or the month first: "03/04/2018".',
        mend: 'Say which: day first (dmy) or month first (mdy).',
        samples: ['03/04/2018', '05/06/2018'],
      },
      {
        column: 'a',
        target: 'amount',
        about: 'decimal',
        problem: 'The column "a" can be read with a decimal point or a decimal comma: "1,234".',
        mend: 'Say which: a point (.) or a comma (,).',
        samples: ['1,234', '2,500'],
      },
    ]);
    const known = { d: { dateOrder: 'mdy' }, a: { decimal: '.' } };
    expect(await examine(['due_on=d', 'amount=a'], ['d', 'a'], rows, 'invoices', known)).toMatchObject({
      formats: known,
      questions: [],
    });
  });

  test('ask where cells contradict each other', async () => {
    const { questions } = await examine(['due_on=d'], ['d'], [['25/04/2018'], ['04/25/2018']]);
    expect(questions).toMatchObject([{ column: 'd', problem: expect.stringContaining('in both ways') }]);
  });

  test('are read only as far as needed', async () => {
    const plain = Array.from({ length: 5000 }, () => ['2018-04-03']);
    expect((await examine(['due_on=d'], ['d'], plain)).taken).toBe(1000);
    const unclear = [...Array.from({ length: 3000 }, () => ['03/04/2018']), ['25/04/2018'], ...plain];
    expect(await examine(['due_on=d'], ['d'], unclear)).toMatchObject({
      taken: 3001,
      formats: { d: { dateOrder: 'dmy' } },
    });
  });

  test('tell the types of properties: numbers but not ids, yes and no, labels', async () => {
    const columns = ['price', 'order_id', 'zip', 'open', 'category', 'comment', 'empty'];
    const rows = Array.from({ length: 10 }, (_, at) => [`${at}.5`, `${at}`, `0${at}`, 'true', 'pet', `so ${at}`, '']);
    const mapping = columns.map((name) => `properties.${name}=${name}`);
    expect((await examine(mapping, columns, rows, 'usage')).types).toEqual({
      'properties.price': 'number',
      'properties.order_id': 'text',
      'properties.zip': 'text',
      'properties.open': 'boolean',
      'properties.category': 'label',
      'properties.comment': 'text',
      'properties.empty': 'text',
    });
    const unclear = await examine(['properties.price=price'], ['price'], [['1.234'], ['2.500']], 'usage');
    expect(unclear.questions).toMatchObject([{ about: 'decimal', column: 'price' }]);
  });
});
