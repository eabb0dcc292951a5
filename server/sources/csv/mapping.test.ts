import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordKinds } from '../kinds/record-kinds.ts';
import { guessMapping } from './guess-mapping.ts';
import {
  checkMapping,
  customTypes,
  keyForColumn,
  type Mapping,
  parseMapping,
  printMapping,
  resolveMapping,
} from './mapping.ts';

const { accounts, contacts, usage, tickets, surveys, invoices, deals, subscriptions, interactions } = recordKinds;

describe('a mapping', () => {
  test('is read as the command line writes it', () => {
    expect(parseMapping(['id=seller_id', 'kind==csat', 'properties.price:number=Price = net', 'name=\\=x'])).toEqual([
      { target: 'id', column: 'seller_id' },
      { target: 'kind', constant: 'csat' },
      { target: 'properties.price', column: 'Price = net', type: 'number' },
      { target: 'name', column: '=x' },
    ]);
    expect(() => parseMapping(['id'])).toThrow('The mapping cannot be read.');
    expect(() => parseMapping(['properties.a:money=b'])).toThrow('The mapping cannot be read.');
  });

  test('comes back from its printing', () => {
    const assignment = fc.record(
      {
        target: fc.constantFrom('id', 'name', 'attributes.a', 'properties.some thing'),
        column: fc.option(fc.string(), { nil: undefined }),
        constant: fc.string(),
        type: fc.constantFrom(...customTypes),
      },
      { requiredKeys: ['target', 'constant'] },
    );
    fc.assert(
      fc.property(fc.array(assignment), (assignments) => {
        const mapping: Mapping = assignments.map(({ target, column, constant, type }) => ({
          target,
          ...(column === undefined ? { constant } : { column }),
          ...(type && { type }),
        }));
        expect(parseMapping(printMapping(mapping))).toEqual(mapping);
      }),
    );
  });

  test('is checked against the record and the file, with the nearest names', () => {
    const columns = ['seller_id', 'timestamp', 'price'];
    const mapping = parseMapping([
      'acount=seller_id',
      'occurred_at=timestmap',
      'event==sold',
      'event==bought',
      'properties.price=price',
      'attributes.x=price',
    ]);
    expect(checkMapping(usage, mapping, columns)).toEqual([
      { at: 'acount', problem: 'Usage events have no field "acount".', mend: 'Did you mean account?' },
      { at: 'occurred_at', problem: 'The file has no column "timestmap".', mend: 'Did you mean "timestamp"?' },
      { at: 'event', problem: 'It is mapped twice.', mend: 'Keep one of the two.' },
      {
        at: 'attributes.x',
        problem: 'Usage events have no field "attributes.x".',
        mend: 'Use one of id, account, user, event, occurred_at, or properties.x.',
      },
      {
        at: 'account',
        problem: 'It is needed in every row: map a column to it, or give all rows the same value.',
        mend: 'Map a column to it: account=column, or say what all rows have: account==value.',
      },
    ]);
    expect(checkMapping(accounts, parseMapping(['city=seller_id']), columns)).toEqual([
      { at: 'id', problem: 'None of id, name, domain is mapped.', mend: 'Map a column to one of them.' },
    ]);
    expect(checkMapping(accounts, parseMapping(['id=seller_id', 'id=price']), columns)).toEqual([]);
    expect(checkMapping(accounts, parseMapping(['id=price', 'attributes.Big Deal=price']), columns)).toEqual([
      {
        at: 'attributes.Big Deal',
        problem: 'The key cannot be used.',
        mend: 'Use small letters, digits and _: attributes.big_deal.',
      },
    ]);
  });

  test('is forgiving about aliases and the case of columns', () => {
    const mapping = parseMapping(['left_at=Until', 'attribute.size=SIZE', 'id=id']);
    expect(resolveMapping(contacts, mapping, ['until', 'Size', 'id', 'ID'])).toEqual([
      { target: 'left_on', column: 'until' },
      { target: 'attributes.size', column: 'Size' },
      { target: 'id', column: 'id' },
    ]);
  });

  test('makes keys of columns', () => {
    expect(['Modelo de negócio', 'sellerID', '2nd price (€)', '漢字'].map(keyForColumn)).toEqual([
      'modelo_de_negocio',
      'seller_id',
      'nd_price',
      'column',
    ]);
  });
});

describe('the guess', () => {
  const guess = (kind: Parameters<typeof guessMapping>[0], columns: string, ...rows: string[]) =>
    printMapping(
      guessMapping(
        kind,
        columns.split(','),
        rows.map((row) => row.split(',')),
      ),
    );

  test('knows the names that exports use', () => {
    expect(
      guess(
        accounts,
        'Account ID,Account Name,Website,Annual Revenue,Renewal Date,Owner Email,Employees',
        '1,Acme,acme.example,1200,2026-01-01,ada@us.example,12',
      ),
    ).toEqual([
      'id=Account ID',
      'name=Account Name',
      'domain=Website',
      'arr=Annual Revenue',
      'renewal_date=Renewal Date',
      'csm=Owner Email',
    ]);
    expect(
      guess(contacts, 'Contact ID,First Name,Last Name,Account ID,Email,Job Title', '7,Ada,Byron,1,ada@x.example,CTO'),
    ).toEqual([
      'id=Contact ID',
      'name=First Name',
      'name=Last Name',
      'account=Account ID',
      'email=Email',
      'title=Job Title',
    ]);
    expect(
      guess(
        tickets,
        'Case Number,Account,Subject,Severity,Created At,Resolved At',
        '1,a,Help,P1,2026-01-01,2026-01-02',
      ),
    ).toEqual([
      'id=Case Number',
      'account=Account',
      'subject=Subject',
      'priority=Severity',
      'opened_at=Created At',
      'closed_at=Resolved At',
    ]);
    expect(
      guess(
        invoices,
        'Invoice Number,Customer ID,Total,Currency,Invoice Date,Due Date,Paid',
        '1,2,12.5,EUR,2026-01-01,2026-02-01,',
      ),
    ).toEqual([
      'number=Invoice Number',
      'account=Customer ID',
      'amount=Total',
      'currency=Currency',
      'issued_on=Invoice Date',
      'due_on=Due Date',
      'paid_on=Paid',
    ]);
    expect(
      guess(interactions, 'Activity ID,Company,Type,Date,Notes', '1,Acme,Meeting,2026-01-01 10:00,went well'),
    ).toEqual(['id=Activity ID', 'account=Company', 'kind=Type', 'occurred_at=Date', 'summary=Notes']);
    expect(
      guess(
        subscriptions,
        'Subscription ID,Customer ID,Product,Quantity,ACV,Start Date,End Date',
        '1,2,Pro,5,100,2026-01-01,2027-01-01',
      ),
    ).toEqual([
      'id=Subscription ID',
      'account=Customer ID',
      'plan=Product',
      'seats=Quantity',
      'arr=ACV',
      'starts_on=Start Date',
      'renews_on=End Date',
    ]);
  });

  test('knows other languages, other ways to write names, and slips', () => {
    expect(guess(accounts, 'Kundennummer,Firma,Straße,Ort,Vertragsende', '1,Acme,Weg 1,Ulm,2026-12-31')).toEqual([
      'id=Kundennummer',
      'name=Firma',
      'city=Ort',
      'renewal_date=Vertragsende',
    ]);
    expect(guess(usage, 'eventId,sellerID,Evnet,occuredAt', 'a,b,c,2026-01-01T00:00:00Z')).toEqual([
      'id=eventId',
      'account=sellerID',
      'event=Evnet',
      'occurred_at=occuredAt',
    ]);
    expect(guess(accounts, 'Nome da empresa,Cidade,Estado,País', 'Acme,Recife,PE,Brasil')).toEqual([
      'name=Nome da empresa',
      'city=Cidade',
      'state=Estado',
      'country=País',
    ]);
  });

  test('looks at the cells: a name alone does not make a field', () => {
    expect(guess(deals, 'deal_id,account,type,amount', '1,a,cat,n/a', '2,b,dog,n/a')).toEqual([
      'id=deal_id',
      'account=account',
    ]);
    expect(guess(accounts, 'id,owner', '1,Ada Byron', '2,Grace Hopper')).toEqual(['id=id']);
  });

  test('reads the headers of a marketplace and of an open-source product', () => {
    expect(guess(usage, 'event_id,timestamp,seller_id,event,order_id,category,price,freight')).toEqual([
      'id=event_id',
      'occurred_at=timestamp',
      'account=seller_id',
      'event=event',
    ]);
    expect(guess(surveys, 'review_id,order_id,seller_id,score,comment,created_at,answered_at')).toEqual([
      'id=review_id',
      'account=seller_id',
      'score=score',
      'comment=comment',
      'responded_at=answered_at',
    ]);
    expect(guess(deals, 'mql_id,seller_id,sdr_id,sr_id,won_date')).toEqual([
      'id=mql_id',
      'account=seller_id',
      'owner=sr_id',
      'won_at=won_date',
    ]);
    expect(guess(contacts, 'contact_id,organisation,until')).toEqual([
      'id=contact_id',
      'account=organisation',
      'left_on=until',
    ]);
    expect(guess(usage, 'event_id,timestamp,organisation,contact_id,feature,closes_bug')).toEqual([
      'id=event_id',
      'occurred_at=timestamp',
      'account=organisation',
      'user=contact_id',
      'event=feature',
    ]);
  });

  test('keeps the rest as attributes or properties on request', () => {
    expect(
      printMapping(guessMapping(accounts, ['id', 'Business Segment'], [['1', 'pet']], { keepRest: true })),
    ).toEqual(['id=id', 'segment=Business Segment']);
    expect(printMapping(guessMapping(accounts, ['id', 'Lead Type'], [['1', 'x']], { keepRest: true }))).toEqual([
      'id=id',
      'attributes.lead_type=Lead Type',
    ]);
    expect(printMapping(guessMapping(accounts, ['id', '色', '量', 'x-1', 'X 1'], [], { keepRest: true }))).toEqual([
      'id=id',
      'attributes.column=色',
      'attributes.column_2=量',
      'attributes.x_1=x-1',
      'attributes.x_1_2=X 1',
    ]);
  });
});
