/** Rows in the order of a value that is known of them: ordered once, measured as often as clusters are drawn. */
export interface Ranking {
  readonly cluster: Int32Array;
  readonly isPositive: Uint8Array;
  /** 1 for the last of rows with the same value. */
  readonly endsTie: Uint8Array;
}

/** Orders rows by their values, ascending; rows without a value (NaN) are left out. */
export function rankRows(
  values: ArrayLike<number>,
  isPositive: ArrayLike<number>,
  clusters: ArrayLike<number>,
): Ranking {
  const order = Uint32Array.from([...Array(values.length).keys()].filter((row) => !Number.isNaN(values[row])));
  order.sort((a, b) => values[a]! - values[b]!);
  return {
    cluster: Int32Array.from(order, (row) => clusters[row]!),
    isPositive: Uint8Array.from(order, (row) => isPositive[row]!),
    endsTie: Uint8Array.from(order, (row, at) => (values[row] === values[order[at + 1]!] ? 0 : 1)),
  };
}

/**
 * The area under the ROC curve: how often a row with the outcome has a higher value than one without, ties counted half (Hanley and McNeil
 * 1982); 0.5 is chance. `times` says how often each cluster counts; once each when it is missing. NaN without rows of both kinds.
 */
export function rocArea({ cluster, isPositive, endsTie }: Ranking, times?: ArrayLike<number>): number {
  let [positives, negatives, won] = [0, 0, 0];
  let [tiedPositives, tiedNegatives] = [0, 0];
  for (let at = 0; at < cluster.length; at++) {
    const counts = times ? times[cluster[at]!]! : 1;
    if (isPositive[at] === 1) tiedPositives += counts;
    else tiedNegatives += counts;
    if (endsTie[at] === 0) continue;
    won += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  return won / (positives * negatives);
}
