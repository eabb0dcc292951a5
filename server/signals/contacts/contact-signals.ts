import type { Catalogue, SignalDeclaration } from '../../expressions/declaration.ts';
import { LABELS } from '../groups/account.ts';

const CONTACT = 'the contact and its history';
const TITLE = 'the words of the job title';
const TOUCHES = 'interactions with this contact; notes and internal talk do not count';

/** What rules may ask about a contact. The labels of their account follow. */
const CONTACT_SIGNALS: readonly SignalDeclaration[] = [
  { name: 'contact.role', type: 'label', unit: 'label', title: 'role', from: CONTACT },
  { name: 'contact.title', type: 'label', unit: 'label', title: 'job title', from: CONTACT },
  { name: 'contact.level', type: 'label', unit: 'label', title: 'level by title', from: TITLE },
  { name: 'contact.work', type: 'label', unit: 'label', title: 'field of work by title', from: TITLE },
  { name: 'contact.domain', type: 'label', unit: 'label', title: 'e-mail domain', from: CONTACT },
  { name: 'contact.days_since_joined', type: 'number', unit: 'days', title: 'days since they joined', from: CONTACT },
  { name: 'contact.left', type: 'boolean', unit: 'flag', title: 'they have left', from: CONTACT },
  { name: 'contact.days_since_left', type: 'number', unit: 'days', title: 'days since they left', from: CONTACT },
  { name: 'contact.days_since_touch', type: 'number', unit: 'days', title: 'days since the last touch', from: TOUCHES },
  {
    name: 'contact.days_since_two_way',
    type: 'number',
    unit: 'days',
    title: 'days since the last two-way conversation',
    from: TOUCHES,
  },
  {
    name: 'contact.touchpoints_90d',
    type: 'number',
    unit: 'count',
    title: 'touchpoints in the last 90 days',
    from: TOUCHES,
  },
];

/** The labels of an account that rules over its contacts may name. */
export const ACCOUNT_LABELS: readonly string[] = Object.keys(LABELS).map((field) => `account.${field}`);

/** Rules that name one of these are about people who left, too; all others are about those who are there. */
export const SIGNALS_OF_LEAVING: readonly string[] = ['contact.left', 'contact.days_since_left'];

/** Everything that the rule of a persona may name. */
export const CONTACT_CATALOGUE: Catalogue = new Map(
  [
    ...CONTACT_SIGNALS,
    ...Object.entries(LABELS).map(([field, title]) => ({
      name: `account.${field}`,
      type: 'label' as const,
      unit: 'label' as const,
      title: `their account’s ${title}`,
      from: 'the account’s fields and their history',
    })),
  ].map((signal) => [signal.name, signal]),
);
