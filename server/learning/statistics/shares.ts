import type { Interval } from './cluster-bootstrap.ts';

/** The normal quantile that leaves 5 % outside, half of it on either side. */
const Z95 = 1.959963984540054;
/**
 * The 95 % score interval of a share of `of` independent cases (Wilson 1927, without continuity correction; method 3 of Newcombe 1998a). It stays
 * between 0 and 1 and holds for small numbers and shares near the ends. Null of nothing.
 */
export function wilson(hits: number, of: number, z = Z95): Interval | null {
  if (of === 0) return null;
  const share = hits / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const whole = 1 + z ** 2 / of;
  // At the ends the formula gives 0 and 1 but for dust.
  return [hits === 0 ? 0 : (middle - half) / whole, hits === of ? 1 : (middle + half) / whole];
}

/** Cases of which some were hits. */
export interface Cases {
  readonly hits: number;
  readonly of: number;
}

/** The interval of the difference of two independent shares, the first minus the second, from their score intervals (method 10 of Newcombe 1998b). */
export function differenceOfShares(first: Cases, second: Cases, z = Z95): Interval | null {
  const [one, two] = [wilson(first.hits, first.of, z), wilson(second.hits, second.of, z)];
  if (!one || !two) return null;
  const [a, b] = [first.hits / first.of, second.hits / second.of];
  return [a - b - Math.hypot(a - one[0], two[1] - b), a - b + Math.hypot(one[1] - a, b - two[0])];
}
