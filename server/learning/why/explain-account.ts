import type { Transaction } from '../../context/transaction.ts';
import type { AccountSignals } from '../../diagnosis/read-account-signals.ts';
import type { EpochDay } from '../../lib/days.ts';
import { type Explanation, explainOne } from './explain-playbook.ts';
import { loadExplainable, openExplanations } from './open-explanations.ts';

/** Every playbook that runs, for one account on a day: which start, which are held back, which are not for it, which are not true. */
export interface AccountExplanation {
  readonly account: { readonly id: string; readonly name: string };
  readonly on: string;
  readonly computedFrom: AccountSignals['computedFrom'];
  readonly playbooks: readonly (Pick<Explanation, 'playbook' | 'verdict' | 'because' | 'situation'> & {
    /** Of its clauses, how many are true; null without a condition. */
    readonly clauses: { readonly met: number; readonly of: number } | null;
  })[];
}

/** "Why is there nothing here?": the verdict on each playbook that runs; those that start first, then those that come closest. 404 for an unknown account. */
export async function explainAccount(tx: Transaction, accountId: string, on?: EpochDay): Promise<AccountExplanation> {
  const account = await openExplanations(tx, accountId, on);
  const explained: Explanation[] = [];
  for (const playbook of await loadExplainable(tx, account.catalogue, null))
    explained.push(await explainOne(account, playbook));
  const { id, name } = account.account;
  return {
    account: { id, name },
    on: account.signals.day,
    computedFrom: account.signals.computedFrom,
    playbooks: explained
      .map(({ playbook, verdict, because, situation, condition }) => ({
        playbook,
        verdict,
        because,
        situation,
        clauses: condition && {
          met: condition.clauses.filter(({ truth }) => truth === 'true').length,
          of: condition.clauses.length,
        },
      }))
      .sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict)),
  };
}

const ORDER = ['starts', 'held_back', 'not_true', 'unknown', 'no_condition', 'not_eligible'];
