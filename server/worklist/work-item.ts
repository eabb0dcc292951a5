import type { BlockKey } from '../identity/day-blocks.ts';
import type { Quadrant } from './place-item.ts';
import type { SnoozableKind } from './snoozes/find-items.ts';
import type { Wakes } from './snoozes/snooze-item.ts';

export const ITEM_KINDS = [
  'task',
  'situation',
  'band_change',
  'escalation',
  'handoff',
  'exception',
  'left_segment',
] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

export type Band = 'green' | 'yellow' | 'red';

/** An account as far as a list needs it. `arrMinor` in minor units of `currency`; changes in points of the health score. */
export interface AccountInList {
  readonly id: string;
  readonly name: string;
  readonly stage: string | null;
  readonly arrMinor: number | null;
  readonly currency: string | null;
  readonly renewalDate: string | null;
  readonly band: Band | null;
  readonly score: number | null;
  readonly change28d: number | null;
}

/** One thing that a member should do or know. Instants are ISO 8601 in UTC. */
export interface WorkItem {
  readonly kind: ItemKind;
  readonly id: string;
  readonly account: AccountInList;
  /** What to do, or what happened. */
  readonly title: string;
  /** The sentence of the situation behind it: what and why. */
  readonly headline: string | null;
  readonly quadrant: Quadrant;
  /** The part of the day in which it is best done. */
  readonly block: BlockKey;
  /** Why it stands where it stands. */
  readonly reason: string;
  readonly dueAt: string | null;
  readonly dueBecause: string | null;
  readonly since: string;
  readonly playbook: { readonly key: string; readonly title: string } | null;
  readonly run: { readonly id: string; readonly number: number } | null;
  readonly step: string | null;
  readonly situation: string | null;
}

/** What a member has put aside, and what brings it back. */
export interface SnoozedItem {
  readonly kind: SnoozableKind;
  readonly id: string;
  readonly title: string;
  readonly account: { readonly id: string; readonly name: string };
  /** When it comes back at the latest. */
  readonly until: string;
  readonly wakes: Wakes;
  /** How things stood when it was put aside, in words, which "worse" is held against; null where only the day counts. */
  readonly baseline: string | null;
  readonly reason: string | null;
}
