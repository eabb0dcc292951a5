import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, currency, id } from './shared-fields.ts';

export const deals = {
  title: 'Deals',
  custom: 'attributes',
  needs: [],
  knownBy: [
    ['account', 'name', 'opened_at'],
    ['account', 'name'],
  ],
  fields: {
    id: id('deal id, opportunity id, mql id, lead id, opportunity'),
    account: accountOfFact,
    name: field('text', 'Name', 'deal name, opportunity name, deal, title, nombre, nome'),
    owner: field(
      'text',
      'Owner',
      'sales rep, rep, sr id, seller name, deal owner, opportunity owner, verkaufer, vendeur, vendedor',
    ),
    amount: field(
      'money',
      'Amount',
      'deal amount, value, deal value, opportunity amount, betrag, montant, importe, valor',
    ),
    currency,
    stage: field('text', 'Stage', 'deal stage, sales stage, pipeline stage, etapa, etape, fase'),
    opened_at: field('instant', 'Opened at', 'created at, created, open date, create date, erstellt', {
      aliases: ['created_at'],
    }),
    won_at: field('instant', 'Won at', 'won date, won, closed won, closed won date, close date, gewonnen', {
      aliases: ['won_on'],
    }),
    lost_at: field('instant', 'Lost at', 'lost date, lost, closed lost, closed lost date, verloren', {
      aliases: ['lost_on'],
    }),
    kind: field('label', 'Kind', 'deal type, opportunity type, type, typ, tipo', {
      labels: {
        new: 'new business, new logo, new customer, neukunde',
        expansion: 'upsell, cross sell, upgrade, add on',
        renewal: 'renew, extension',
      },
    }),
  },
  check: ({ won_at, lost_at }) =>
    won_at && lost_at
      ? { field: 'lost_at', problem: 'The deal is both won and lost.', mend: 'Leave one of the two dates empty.' }
      : undefined,
} as const satisfies RecordKind;
