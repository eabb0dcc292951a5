import type { Situation } from '../../../server/api/contract/situation.ts';
import { capital } from '../../ui/words.ts';
import { gatherEvidence } from './gather-evidence.ts';

/** The sentence that comes first: which account, and why, each value once and without what was asked of it. */
export function headlineOf(situation: Pick<Situation, 'account' | 'headline' | 'evidence'>): string {
  const causes = gatherEvidence(situation.evidence)
    .filter((line) => line.isDecisive)
    .map((line) => line.words.replace(/ \([^()]*\)$/, ''));
  if (causes.length === 0) return situation.headline;
  return `${situation.account.name}: ${causes.join(', ')}`;
}

/** The causes in a headline, for where the account stands beside it. */
export function causeIn(headline: string, account: string): string {
  return capital(headline.startsWith(`${account}: `) ? headline.slice(account.length + 2) : headline);
}
