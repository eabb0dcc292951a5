import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, currency, earlier, id } from './shared-fields.ts';

export const subscriptions = {
  title: 'Subscriptions',
  custom: 'attributes',
  needs: [],
  knownBy: [['account', 'plan', 'starts_on']],
  fields: {
    id: id('subscription id, contract id, contract number, vertragsnummer'),
    account: accountOfFact,
    plan: field('text', 'Plan', 'product, product name, subscription plan, package, edition, tarif, plano'),
    seats: field('integer', 'Seats', 'quantity, licenses, licences, users, lizenzen, sieges, puestos, licencas', {
      min: 0,
    }),
    arr: field('money', 'ARR', 'annual recurring revenue, annual value, acv, amount, contract value, annual price', {
      required: true,
      min: 0,
    }),
    currency,
    starts_on: field(
      'date',
      'Starts on',
      'start date, start, starts at, started, contract start, beginn, debut, inicio',
      { required: true, aliases: ['starts_at', 'started_on'] },
    ),
    renews_on: field(
      'date',
      'Renews on',
      'renewal date, renewal, end date, contract end, current period end, next renewal, expires, verlangerung, echeance, renovacion, vencimento',
      { aliases: ['renews_at', 'renewal_date'] },
    ),
    ended_on: field(
      'date',
      'Ended on',
      'cancelled at, canceled at, ended at, cancelled, ended, churned on, churn date, gekundigt',
      { aliases: ['ended_at'] },
    ),
  },
  check: ({ starts_on, ended_on }) =>
    earlier(ended_on, starts_on, 'ended_on', 'The subscription ends before it starts.'),
} as const satisfies RecordKind;
