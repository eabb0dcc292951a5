import type { Stage } from '../server/accounts/account-fields.ts';
import type { CsmKey, Plan, TeamKey } from './vendor.ts';

/** The records of one customer, as a story tells them: days count back from today, amounts are whole euros. */

export type Segment = 'enterprise' | 'mid-market' | 'small';
export type ContactRole = 'champion' | 'executive_sponsor' | 'decision_maker' | 'technical' | 'billing' | 'user';
export type InteractionKind = 'call' | 'email' | 'meeting' | 'note' | 'chat';
export type Direction = 'inbound' | 'outbound' | 'two_way' | 'internal';
export type Priority = 'low' | 'normal' | 'high' | 'urgent';

/** What the account is. */
export interface Profile {
  readonly name: string;
  readonly city: string;
  readonly country: string;
  readonly industry: string;
  readonly segment: Segment;
  readonly plan: Plan;
  readonly seats: number;
  readonly csm: CsmKey;
  /** Days since the first contract began. */
  readonly customerFor: number;
  /** Days until the contract ends or goes on. */
  readonly renewsIn: number;
}

export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly title: string;
  readonly role: ContactRole;
  readonly joined: number;
  readonly left: number | null;
}

/** Something that was promised in a talk: `inDays` from today, negative when it should have been done. */
export interface Promise {
  readonly title: string;
  readonly owner: TeamKey;
  readonly inDays: number;
}

export interface Interaction {
  readonly daysAgo: number;
  readonly hour: number;
  readonly kind: InteractionKind;
  readonly direction: Direction;
  readonly isExecutive: boolean;
  readonly with: Contact | null;
  /** Who of the team; the account's CSM where nobody is named. */
  readonly by: TeamKey;
  readonly subject: string;
  readonly summary: string;
  readonly nextInDays: number | null;
  readonly promises: readonly Promise[];
}

export interface Ticket {
  readonly opened: number;
  readonly closed: number | null;
  readonly reopened: number | null;
  readonly priority: Priority;
  readonly subject: string;
  readonly csat: number | null;
}

export interface Survey {
  readonly daysAgo: number;
  readonly kind: 'nps' | 'csat';
  readonly score: number;
  readonly comment: string | null;
  readonly from: Contact | null;
}

export interface Invoice {
  readonly issued: number;
  readonly due: number;
  /** Null while it is unpaid. */
  readonly paid: number | null;
  readonly euros: number;
}

export interface Deal {
  readonly name: string;
  readonly kind: 'new' | 'expansion' | 'renewal';
  readonly stage: string;
  readonly opened: number;
  readonly won: number | null;
  readonly lost: number | null;
  readonly euros: number;
}

export interface Term {
  readonly starts: number;
  /** Negative: so many days ahead. */
  readonly renews: number;
  readonly ended: number | null;
  readonly seats: number;
  readonly plan: Plan;
  readonly euros: number;
}

/** The account has been in this stage since. */
export interface StageChange {
  readonly daysAgo: number;
  readonly stage: Stage;
}

/** How much, in parts of the usual amount, at so many days ago; straight lines between the points, level outside of them. */
export type Curve = readonly (readonly [daysAgo: number, factor: number])[];

export interface Usage {
  /** Things done on a working day, at the usual amount. */
  readonly aDay: number;
  /** Share of the seats in use, at the usual number of people. */
  readonly share: number;
  /** The first day with any. */
  readonly since: number;
  readonly amount: Curve;
  readonly people: Curve;
}
