import { field } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { accountOfFact, currency, id } from './shared-fields.ts';

export const invoices = {
  title: 'Invoices',
  custom: 'attributes',
  needs: [],
  knownBy: [['account', 'number']],
  fields: {
    id: id('invoice id, bill id'),
    account: accountOfFact,
    number: field(
      'text',
      'Number',
      'invoice number, invoice no, document number, rechnungsnummer, numero de facture, numero de factura',
    ),
    amount: field('money', 'Amount', 'total, amount due, invoice amount, value, betrag, montant, importe, valor', {
      required: true,
    }),
    currency,
    issued_on: field(
      'date',
      'Issued on',
      'invoice date, issued, issue date, date, created at, rechnungsdatum, date de facture, fecha, data de emissao',
      { aliases: ['issued_at'] },
    ),
    due_on: field(
      'date',
      'Due on',
      'due date, due, payment due, fallig, falligkeit, echeance, vencimiento, vencimento',
      { required: true, aliases: ['due_at'] },
    ),
    paid_on: field('date', 'Paid on', 'paid, payment date, paid at, date paid, bezahlt, paye, pagado, pago', {
      aliases: ['paid_at'],
    }),
  },
} as const satisfies RecordKind;
