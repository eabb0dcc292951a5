import { field } from './field.ts';
import type { FieldFault } from './record-kind.ts';

/** Fields that several kinds of record have. */
export const accountOfFact = field(
  'id',
  'Account',
  'account id, customer id, company id, organisation, organization, client, seller id, tenant, konto, kunde, kundennummer, client id, cliente, conta, empresa, entreprise, societe',
  { required: true, hint: 'The id, or else the name or domain, by which the source knows the account.' },
);
export const currency = field(
  'currency',
  'Currency',
  'currency code, ccy, iso currency, wahrung, devise, moneda, moeda',
);
export const contact = field('id', 'Contact', 'contact id, person, respondent, kontakt, contacto, contato', {
  hint: 'The id or e-mail address of the contact.',
});

export const id = (synonyms: string) =>
  field('id', 'Id', synonyms, {
    joint: ':',
    hint: 'By this id the next import recognises the record. Map several columns where only together they are unique.',
  });

/** The fault of a record whose second date lies before its first. */
export function earlier(end: unknown, start: unknown, name: string, problem: string): FieldFault | undefined {
  const areInstants = end instanceof Date && start instanceof Date;
  const areDates = typeof end === 'string' && typeof start === 'string';
  if ((!areInstants && !areDates) || end >= start) return undefined;
  return { field: name, problem, mend: 'Correct one of the two dates.' };
}
