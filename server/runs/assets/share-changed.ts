/**
 * How much of a text was changed, from 0 (word for word the same, whatever the spaces) to 1 (no word in common): one minus the coefficient of
 * Sørensen and Dice over their words, each as often as it stands there. Words that only changed places count as the same.
 */
export function shareChanged(before: string, after: string): number {
  const [old, young] = [wordsOf(before), wordsOf(after)];
  if (old.length + young.length === 0) return 0;
  const left = new Map<string, number>();
  for (const word of old) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of young) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common++;
  }
  return 1 - (2 * common) / (old.length + young.length);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
