import type { LivePlaybook, LiveTrigger } from '../../diagnosis/live-trigger.ts';
import { parseExpression } from '../../expressions/parse.ts';
import { printNode } from '../../expressions/print.ts';
import { type EpochDay, epochDay, isoDate } from '../../lib/days.ts';
import type { Obstacle } from './obstacles-on.ts';
import type { ExplainedAccount } from './open-explanations.ts';
import { trueSince, truthOverDays } from './truth-over-days.ts';

/** A condition that came back is looked for this far back. */
const MOST_DAYS_BACK = 180;

/**
 * Whether a condition that is true on the day has been so for too short a time to start, or came back too soon after its last situation had
 * cleared. Asks the days before, as they were known then.
 */
export async function notLongEnough(
  account: ExplainedAccount,
  playbook: Pick<LivePlaybook, 'key' | 'eligibility'>,
  { expression, holdsForDays, rearmAfterDays }: LiveTrigger,
): Promise<Obstacle[]> {
  const { tx, day, catalogue } = account;
  const cleared = rearmAfterDays > 0 ? await lastCleared(account, playbook.key) : null;
  const back = Math.min(MOST_DAYS_BACK, Math.max(holdsForDays, cleared === null ? 0 : day - cleared));
  if (back === 0 || expression === null) return [];
  const whole = parseExpression(`(${playbook.eligibility}) && (${printNode(expression.root)})`);
  const range = { from: day - back, to: day };
  const truths = await truthOverDays(tx, account.account.slot, whole, catalogue, range);
  const since = trueSince([...truths.slice(0, -1), 1], range.from);
  if (cleared !== null && cleared <= since && since - cleared < rearmAfterDays) {
    const detail = `it ended on ${isoDate(cleared)} and came back on ${isoDate(since)}; it starts again only after ${rearmAfterDays} days without it`;
    return [{ reason: 'rearm_after', detail, until: null }];
  }
  if (day - since >= holdsForDays) return [];
  const until = isoDate(since + holdsForDays);
  const detail = `true since ${isoDate(since)}; it must hold for ${holdsForDays} days, until ${until}`;
  return [{ reason: 'holds_for', detail, until }];
}

/** The day on which the last situation of the playbook ended because its condition did. */
async function lastCleared({ tx, account, day }: ExplainedAccount, playbookKey: string): Promise<EpochDay | null> {
  const row = await tx.maybe<{ closed_on: string }>(
    `select closed_on from situation where organisation_id = $1 and account_id = $2 and playbook_key = $3 and state = 'cleared'
       and closed_on <= $4::date order by closed_on desc limit 1`,
    [tx.organisationId, account.id, playbookKey, isoDate(day)],
  );
  return row ? epochDay(row.closed_on) : null;
}
