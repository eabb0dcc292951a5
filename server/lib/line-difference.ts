/** A line of one of two texts, or of both. */
export interface AlignedLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** More pairs of lines than this are not compared one by one: what lies between is then told as removed and added as a whole. */
const MOST_PAIRS = 4_000_000;

/**
 * The lines of two texts side by side, by their longest common subsequence: in both, removed (of the first alone) or added (of the second).
 * Takes time and memory with the product of the lengths between the first and the last difference, up to a bound.
 */
export function alignLines(first: string, second: string): AlignedLine[] {
  const a = first.split('\n');
  const b = second.split('\n');
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const same = (text: string): AlignedLine => ({ kind: 'same', text });
  return [
    ...a.slice(0, start).map(same),
    ...walk(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ];
}

/** The lines in which two texts differ: '- ' for those of the first alone, '+ ' for those of the second. */
export function lineDifference(first: string, second: string): string[] {
  return alignLines(first, second).flatMap(({ kind, text }) =>
    kind === 'same' ? [] : [`${kind === 'removed' ? '-' : '+'} ${text}`],
  );
}

function walk(a: readonly string[], b: readonly string[]): AlignedLine[] {
  const removed = (text: string): AlignedLine => ({ kind: 'removed', text });
  const added = (text: string): AlignedLine => ({ kind: 'added', text });
  if (a.length * b.length > MOST_PAIRS) return [...a.map(removed), ...b.map(added)];
  const width = b.length + 1;
  // common[i * width + j]: how many lines a from i and b from j have in common.
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
  const lines: AlignedLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i++]! });
      j++;
    } else if (j === b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      lines.push(removed(a[i++]!));
    else lines.push(added(b[j++]!));
  }
  return lines;
}
