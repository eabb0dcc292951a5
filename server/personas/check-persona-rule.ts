import type { Catalogue } from '../expressions/declaration.ts';
import type { Expression } from '../expressions/expression.ts';
import { checkRule } from '../segments/check-rule.ts';
import { CONTACT_CATALOGUE } from '../signals/contacts/contact-signals.ts';

/**
 * Reads the rule of a persona against the fields of contacts. Throws a 400 problem with every finding, its place in the text and how to mend
 * it; `ofAccounts` are the signals of accounts, to say so when one of them is named.
 */
export function checkPersonaRule(rule: string, ofAccounts: Catalogue): Expression {
  return checkRule(rule, CONTACT_CATALOGUE, {
    nothingNamed: 'The rule names no field, so it is the same for every contact.',
    example: "contact.role == 'champion'",
    mendOf: (message, mend) => {
      const named = /"([^"]+)"/.exec(message)?.[1];
      return named !== undefined && ofAccounts.has(named) && !CONTACT_CATALOGUE.has(named)
        ? `${named} is a signal of accounts. Name a field of contacts, such as contact.role, or a label of their account, such as account.segment.`
        : mend;
    },
  });
}
