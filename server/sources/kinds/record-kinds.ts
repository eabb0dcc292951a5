import { accounts } from './accounts.ts';
import { contacts } from './contacts.ts';
import { deals } from './deals.ts';
import { interactions } from './interactions.ts';
import { invoices } from './invoices.ts';
import { subscriptions } from './subscriptions.ts';
import { surveys } from './surveys.ts';
import { tickets } from './tickets.ts';
import { usage } from './usage.ts';

/** What files can bring in. */
export const recordKinds = {
  accounts,
  contacts,
  usage,
  tickets,
  surveys,
  invoices,
  deals,
  subscriptions,
  interactions,
} as const;

export type RecordKindKey = keyof typeof recordKinds;

export const recordKindKeys = Object.keys(recordKinds) as RecordKindKey[];
