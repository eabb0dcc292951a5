/** How accounts are shared out: to whom has the fewest open tasks, looks after the least ARR, or whose turn it is. */
export const SHARING_RULES = ['fewest_tasks', 'least_arr', 'round_robin'] as const;
export type SharingRule = (typeof SHARING_RULES)[number];

/** Somebody who can take accounts, with what they have. ARR in minor units of the organisation's currency. */
export interface Sharer {
  readonly id: string;
  readonly name: string;
  readonly tasks: number;
  readonly arrMinor: number;
  readonly accounts: number;
  /** When they last got an account, ISO 8601; null: never. */
  readonly lastGotAt: string | null;
}

export interface SharedAccount {
  readonly id: string;
  readonly tasks: number;
  readonly arrMinor: number;
}

/**
 * Shares accounts out: each gets one member. By tasks or ARR the heaviest account goes first, each to whom then carries the least (the usual greedy
 * rule: nobody ends up above another by more than the heaviest account they got); in turns the one goes first who has waited longest. The same
 * input always gives the same answer. Empty without members.
 */
export function shareOut(
  accounts: readonly SharedAccount[],
  members: readonly Sharer[],
  rule: SharingRule,
): Map<string, string> {
  const shared = new Map<string, string>();
  if (members.length === 0) return shared;
  if (rule === 'round_robin') {
    const turns = [...members].sort(
      (a, b) => (a.lastGotAt ?? '').localeCompare(b.lastGotAt ?? '') || a.id.localeCompare(b.id),
    );
    for (const [index, account] of [...accounts].sort((a, b) => a.id.localeCompare(b.id)).entries())
      shared.set(account.id, turns[index % turns.length]!.id);
    return shared;
  }
  // An account without open tasks is still some work: otherwise all quiet ones would go to one person.
  const weightOf = (account: SharedAccount) =>
    rule === 'fewest_tasks' ? Math.max(account.tasks, 1) : account.arrMinor;
  const loads: Load[] = members.map((member) => ({
    id: member.id,
    load: rule === 'fewest_tasks' ? member.tasks : member.arrMinor,
    accounts: member.accounts,
  }));
  const heaviestFirst = [...accounts].sort((a, b) => weightOf(b) - weightOf(a) || a.id.localeCompare(b.id));
  for (const account of heaviestFirst) {
    const least = loads.reduce((best, one) => (isBefore(one, best) ? one : best));
    least.load += weightOf(account);
    least.accounts += 1;
    shared.set(account.id, least.id);
  }
  return shared;
}

interface Load {
  readonly id: string;
  load: number;
  accounts: number;
}

function isBefore(one: Load, other: Load): boolean {
  return (one.load - other.load || one.accounts - other.accounts || one.id.localeCompare(other.id)) < 0;
}
