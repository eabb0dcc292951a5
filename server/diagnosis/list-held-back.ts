import type { Transaction } from '../context/transaction.ts';
import { loadCatalogue } from '../health/load-catalogue.ts';
import { sayDay } from '../lib/calendar/due-date.ts';
import { isoDate } from '../lib/days.ts';
import { someRows } from '../signals/columns/rows.ts';
import { openLabels } from '../signals/labels.ts';
import type { HoldReason } from './candidate.ts';
import { loadLivePlaybooks } from './live-trigger.ts';
import { ARMED } from './trigger-state.ts';
import { readMemories } from './trigger-store.ts';

/** Why a playbook that could have opened for an account did not. Days 'YYYY-MM-DD'. */
export interface HeldBackPlaybook {
  readonly playbook: { readonly key: string; readonly title: string };
  readonly reason: HoldReason;
  readonly detail: string;
  readonly until: string | null;
  /** The day of the diagnosis that held it back. */
  readonly asOf: string;
}

/** "Why is there nothing here?": what the last diagnosis held back for an account, and what is true but not yet for long enough. */
export async function listHeldBack(tx: Transaction, accountId: string): Promise<HeldBackPlaybook[]> {
  const held = await tx.query<HeldBackPlaybook & Record<string, unknown>>(
    `select jsonb_build_object('key', p.key, 'title', p.title) as playbook, h.reason, h.detail, h.until, h.as_of as "asOf"
     from situation_held_back h join playbook p on p.organisation_id = $1 and p.key = h.playbook_key
     where h.organisation_id = $1 and h.account_id = $2 order by p.title`,
    [tx.organisationId, accountId],
  );
  return [...held, ...(await listWaiting(tx, accountId))];
}

async function listWaiting(tx: Transaction, accountId: string): Promise<HeldBackPlaybook[]> {
  const account = await tx.one<{ slot: number }>(
    'account',
    'select slot from account where organisation_id = $1 and id = $2',
    [tx.organisationId, accountId],
  );
  const memories = await readMemories(tx, someRows([account.slot]));
  const playbooks = await loadLivePlaybooks(tx, await loadCatalogue(tx), await openLabels(tx));
  return playbooks.flatMap((playbook) =>
    playbook.triggers.flatMap((trigger) => {
      const { since, state } = memories.of(playbook.key, trigger.kind);
      const day = memories.dayOf(playbook.key, trigger.kind);
      const isTrue = since[0]! > 0 && state[0] === ARMED;
      if (!isTrue || day === null || day - since[0]! >= trigger.holdsForDays) return [];
      const until = isoDate(since[0]! + trigger.holdsForDays);
      const detail = `true since ${sayDay(isoDate(since[0]!), isoDate(day))}; it must hold for ${trigger.holdsForDays} days, until ${sayDay(until, isoDate(day))}`;
      return [
        {
          playbook: { key: playbook.key, title: playbook.definition.title },
          reason: 'holds_for' as const,
          detail,
          until,
          asOf: isoDate(day),
        },
      ];
    }),
  );
}
