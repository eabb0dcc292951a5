import { capital } from '../../ui/words.ts';

/** The causes in the headline of a situation, for where the account stands beside it. */
export function causeIn(headline: string, account: string): string {
  return capital(headline.startsWith(`${account}: `) ? headline.slice(account.length + 2) : headline);
}
