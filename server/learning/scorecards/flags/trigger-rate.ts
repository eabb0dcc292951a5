import { wilson } from '../../statistics/shares.ts';
import type { Occasion } from '../occasion.ts';
import { type Flag, percent } from './flag.ts';

/** What a trigger could have done. */
export interface TriggerFacts {
  /** Whether anything but a member starts it. */
  readonly startsByItself: boolean;
  /** Whether it is meant for every account: it starts by the calendar, or as an account enters a stage or segment. */
  readonly isForEverybody: boolean;
  /** Mornings that were diagnosed in these days since it was first published. */
  readonly mornings: number;
  /** Ids of the accounts for which it may start, as of the last diagnosis. */
  readonly eligible: ReadonlySet<string>;
}

const ENOUGH_MORNINGS = 60;
const ENOUGH_ACCOUNTS = 20;
const MOST_OF = 0.5;

/** A trigger that never fires, or fires for most accounts. */
export function triggerRate(occasions: readonly Occasion[], facts: TriggerFacts): Flag[] {
  const { startsByItself, isForEverybody, mornings, eligible } = facts;
  if (!startsByItself || eligible.size < ENOUGH_ACCOUNTS) return [];
  const fired = new Set(
    occasions.flatMap(({ situationId, account }) =>
      situationId !== null && eligible.has(account.id) ? [account.id] : [],
    ),
  );
  const hasFired = occasions.some(({ situationId }) => situationId !== null);
  const rests = { hits: fired.size, of: eligible.size, interval: wilson(fired.size, eligible.size), runs: [] };
  if (!hasFired && mornings >= ENOUGH_MORNINGS)
    return [
      {
        kind: 'never_fires',
        finding: `It never fired on ${mornings} mornings, though it may start for ${eligible.size} accounts. Is it needed, or is its trigger too narrow?`,
        rule: `Asked about when a playbook that starts by itself opened nothing on at least ${ENOUGH_MORNINGS} diagnosed mornings, with at least ${ENOUGH_ACCOUNTS} accounts for which it may start. Its back-test says what other thresholds would have found.`,
        restsOn: [{ words: 'eligible accounts for which it opened', ...rests }],
      },
    ];
  if (isForEverybody || fired.size / eligible.size < MOST_OF) return [];
  const behind = occasions.flatMap(({ account, situationId, run }) =>
    run && situationId !== null && eligible.has(account.id)
      ? [{ id: run.id, number: run.number, account: account.name, isHit: true }]
      : [],
  );
  return [
    {
      kind: 'always_fires',
      finding: `It fires for most accounts: for ${percent(fired.size, eligible.size)} of those for which it may start. What is true of most tells nobody whom to look at first.`,
      rule: `Asked about when a trigger opened for at least ${percent(MOST_OF, 1)} of the accounts for which it may start now, of which there are at least ${ENOUGH_ACCOUNTS}. Playbooks by the calendar, or for a stage or segment that is entered, are left out.`,
      restsOn: [{ words: 'eligible accounts for which it opened', ...rests, runs: behind.slice(0, 50) }],
    },
  ];
}
