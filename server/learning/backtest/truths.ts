/** What may have become of an account, as a condition at the end of the horizon; `before.` is the value at its beginning. */
export interface Truth {
  readonly key: string;
  readonly title: string;
  readonly condition: string;
  /** Whether one hopes for it: then a high score of health is to announce it, else a low one. */
  readonly isGood: boolean;
}

/** The outcomes that ship; any other condition will do as well. */
export const TRUTHS: readonly Truth[] = [
  { key: 'silent', title: 'silent for 90 days', condition: 'usage.active_days_90d == 0', isGood: false },
  { key: 'churned', title: 'churned', condition: "account.stage == 'churned'", isGood: false },
  {
    key: 'renewal_lost',
    title: 'renewal lost',
    condition: 'known(renewal.lost_days) && unknown(before.renewal.lost_days) && known(before.account.arr)',
    isGood: false,
  },
  { key: 'downgraded', title: 'downgraded', condition: 'account.arr < before.account.arr', isGood: false },
  { key: 'health_red', title: 'health red', condition: "health.band == 'red'", isGood: false },
  { key: 'expansion', title: 'expansion', condition: 'account.arr > before.account.arr', isGood: true },
];

/** The condition of an outcome by its key; any other text is a condition itself. */
export function truthCondition(keyOrCondition: string): string {
  return TRUTHS.find(({ key }) => key === keyOrCondition)?.condition ?? keyOrCondition;
}
