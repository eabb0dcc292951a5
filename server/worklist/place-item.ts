import { dayOf, epochDay } from '../lib/days.ts';
import type { Return } from './snoozes/come-back.ts';
import type { AccountInList, ItemKind } from './work-item.ts';

/** The four fields of urgent and important, in the order in which they are worked through. */
export const QUADRANTS = ['do_first', 'plan', 'keep_short', 'when_there_is_time'] as const;
export type Quadrant = (typeof QUADRANTS)[number];

/** What decides the place of an item. */
export interface Placing {
  readonly kind: ItemKind;
  readonly dueAt: Date | null;
  readonly since: Date;
  readonly account: AccountInList;
  /** Of the playbook behind it, 0 to 100, higher goes first; null without one. */
  readonly priority: number | null;
  /** For a band change: the band it moved to. */
  readonly toBand: string | null;
  /** For a handoff: whether it came back, returned or not accepted in time. */
  readonly cameBack?: boolean;
  /** That it had been put aside and is back. */
  readonly back?: Return;
}

/** What all items of one list have in common. */
export interface PlacingContext {
  readonly now: Date;
  readonly timeZone: string;
  /** From this ARR on, in minor units of the organisation's currency, an account is among the largest quarter; null when unknown. */
  readonly largeFrom: number | null;
  readonly sayMoney: (minor: number, currency: string) => string;
}

export interface Place {
  readonly quadrant: Quadrant;
  /** One sentence, without full stop: 'Due today; health is red; ARR of €48,000 is among the largest quarter'. */
  readonly reason: string;
}

const RENEWAL_PRESSES = 30;
const RENEWAL_MATTERS = 90;
const NEWS_IS_FRESH = 1;
const PRIORITY_PRESSES = 70;
const PRIORITY_MATTERS = 80;

/**
 * Urgent: overdue or due by the end of tomorrow, a handoff that came back, what was put aside and got worse since yesterday, a renewal within 30
 * days, a change to red, a new situation of a playbook with priority 70 or more. Important: health is red, the account is among the largest quarter
 * by ARR, the renewal is within 90 days, or the playbook has priority 80 or more, or it is an escalation. Days are those of `timeZone`. What was put
 * aside and is back says so first.
 */
export function placeItem(item: Placing, context: PlacingContext): Place {
  const urgent = urgency(item, context);
  const important = importance(item, context);
  const quadrant =
    urgent.length > 0
      ? important.length > 0
        ? 'do_first'
        : 'keep_short'
      : important.length > 0
        ? 'plan'
        : 'when_there_is_time';
  // A renewal can be a reason for both.
  const reasons = new Set([...urgent, ...important]);
  if (reasons.size === 0) reasons.add(calm(item, context));
  const said = new Set([...(item.back ? [item.back.because] : []), ...reasons]);
  return { quadrant, reason: capital([...said].join('; ')) };
}

function urgency(item: Placing, { now, timeZone }: PlacingContext): string[] {
  const reasons: string[] = [];
  const today = epochDay(dayOf(now, timeZone));
  if (item.dueAt) {
    const days = epochDay(dayOf(item.dueAt, timeZone)) - today;
    if (item.dueAt <= now) reasons.push(days === 0 ? 'overdue since today' : `overdue by ${count(-days, 'day')}`);
    else if (days <= 1) reasons.push(days === 0 ? 'due today' : 'due tomorrow');
  }
  if (item.kind === 'band_change' && item.toBand === 'red') reasons.push('health has become red');
  if (item.cameBack) reasons.push('it came back and waits for a decision');
  const isFresh = (since: Date) => today - epochDay(dayOf(since, timeZone)) <= NEWS_IS_FRESH;
  if (item.back?.isWorse && isFresh(item.back.since)) reasons.push(item.back.because);
  if (item.kind === 'situation' && isFresh(item.since) && (item.priority ?? 0) >= PRIORITY_PRESSES)
    reasons.push('a new situation that does not wait');
  const days = daysToRenewal(item, today);
  if (days !== null && days <= RENEWAL_PRESSES) reasons.push(renewal(days));
  return reasons;
}

function importance(item: Placing, { now, timeZone, largeFrom, sayMoney }: PlacingContext): string[] {
  const reasons: string[] = [];
  if (item.kind === 'escalation') reasons.push('it is escalated');
  if (item.kind === 'exception') reasons.push('somebody waits for your decision');
  const { band, arrMinor, currency } = item.account;
  if (band === 'red' && item.kind !== 'band_change') reasons.push('health is red');
  const days = daysToRenewal(item, epochDay(dayOf(now, timeZone)));
  if (days !== null && days <= RENEWAL_MATTERS) reasons.push(renewal(days));
  if (largeFrom !== null && arrMinor !== null && currency !== null && arrMinor >= largeFrom)
    reasons.push(`ARR of ${sayMoney(arrMinor, currency)} is among the largest quarter`);
  if ((item.priority ?? 0) >= PRIORITY_MATTERS) reasons.push('the playbook goes before others');
  return reasons;
}

/** Why something stands at the end: nothing presses. */
function calm(item: Placing, { now, timeZone }: PlacingContext): string {
  if (!item.dueAt) return 'nothing presses';
  const days = epochDay(dayOf(item.dueAt, timeZone)) - epochDay(dayOf(now, timeZone));
  return `due in ${count(days, 'day')}; nothing presses`;
}

function daysToRenewal({ account }: Placing, today: number): number | null {
  if (account.renewalDate === null) return null;
  const days = epochDay(account.renewalDate) - today;
  return days >= 0 ? days : null;
}

function renewal(days: number): string {
  return days === 0 ? 'renewal is today' : `renewal in ${count(days, 'day')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
