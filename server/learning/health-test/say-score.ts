import type { Separation } from './separation.ts';

/** What the area under the curve means, in a sentence; the words for 0.7, 0.8 and 0.9 follow Hosmer, Lemeshow and Sturdivant (2013, 5.2.4). */
export function sayScore({ auc, interval, not_enough_data }: Separation): string {
  if (auc === null) return not_enough_data!;
  const share = `shown an account that had the outcome and one that had not, it told which is which ${Math.round(auc * 100)} times in 100`;
  const [low, high] = interval ?? [0, 1];
  if (high < 0.5) return `The score pointed the wrong way: ${share}, less often than chance.`;
  if (low <= 0.5) return `The score is not shown to mean anything here: ${share}, and chance may give as much.`;
  const how = auc >= 0.9 ? 'outstandingly' : auc >= 0.8 ? 'very well' : auc >= 0.7 ? 'fairly well' : 'only weakly';
  return `The score separated them ${how}: ${share}.`;
}

/** A tenth of the rows without a score is worth a word. */
const WORTH_A_WORD = 0.1;

/** What a score that is not there keeps back, and which components are never known; null where nearly every row has a score. */
export function sayUnscored(
  all: { readonly rows: number; readonly positives: number },
  scored: { readonly rows: number; readonly positives: number },
  components: readonly { readonly title: string; readonly coverage: number }[],
): string | null {
  const [rows, outcomes] = [all.rows - scored.rows, all.positives - scored.positives];
  if (rows < all.rows * WORTH_A_WORD) return null;
  const unknown = components.filter(({ coverage }) => coverage === 0).map(({ title }) => title);
  const count = (value: number) => value.toLocaleString('en-GB');
  const kept = `${count(rows)} of ${count(all.rows)} rows had no score, with ${count(outcomes)} of ${count(all.positives)} outcomes: too little of the model was known.`;
  if (unknown.length === 0) return kept;
  return `${kept} Nothing is ever known of ${unknown.join(' and ')}: a model without it gives more accounts a score.`;
}
