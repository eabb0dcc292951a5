/**
 * The quantile `p` (0 to 1) of values that ascend, linear between neighbours: definition 7 of Hyndman and Fan (1996), which R and NumPy use
 * unless told otherwise. NaN for no values.
 */
export function quantile(ascending: ArrayLike<number>, p: number): number {
  const { length } = ascending;
  if (length === 0) return Number.NaN;
  const place = (length - 1) * p;
  const below = Math.floor(place);
  const [low, high] = [ascending[below]!, ascending[Math.min(below + 1, length - 1)]!];
  return low + (high - low) * (place - below);
}

/** The median of values in any order; null for none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
