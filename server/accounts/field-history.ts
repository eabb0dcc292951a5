/** A stretch of time, in milliseconds since 1970 with infinities, during which a field had a value. */
export interface FieldValue {
  readonly from: number;
  readonly to: number;
  readonly value: unknown;
}

/** What has to be done to a history so that it tells something new. Rows are named by their `from`. */
export interface HistoryChange {
  /** A row that ends earlier, because another value follows. */
  readonly shorten?: { readonly from: number; readonly to: number };
  /** A row whose value is corrected. */
  readonly correct?: { readonly from: number; readonly value: unknown };
  readonly insert?: FieldValue;
}

/**
 * What becomes of a field's history (sorted, without gaps) when it turns out that the field had `value` from `at` on, until the next
 * known change: null where nothing does. The first value ever known holds from the beginning of time.
 */
export function changeHistory(history: readonly FieldValue[], at: number, value: unknown): HistoryChange | null {
  const first = history[0];
  if (!first) return value === null ? null : { insert: { from: -Infinity, to: Infinity, value } };
  const inForce = history.findLast((stretch) => stretch.from <= at) ?? first;
  if (isSame(inForce.value, value)) return null;
  if (inForce.from >= at) return { correct: { from: inForce.from, value } };
  return { shorten: { from: inForce.from, to: at }, insert: { from: at, to: inForce.to, value } };
}

/** The history after the change. */
export function changedHistory(history: readonly FieldValue[], change: HistoryChange): FieldValue[] {
  const { shorten, correct, insert } = change;
  const after = history.map((stretch) => {
    if (shorten?.from === stretch.from) return { ...stretch, to: shorten.to };
    if (correct?.from === stretch.from) return { ...stretch, value: correct.value };
    return stretch;
  });
  if (insert) after.push(insert);
  return after.sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** What the field is now. */
export function valueNow(history: readonly FieldValue[]): unknown {
  return history.at(-1)?.value ?? null;
}

/** Whether two values of a field are the same, as JSON. */
export function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
