import { Badge } from '@mantine/core';
import type { Explanation } from '../../../server/api/contract/explanation.ts';

const VERDICTS: Readonly<Record<Explanation['verdict'], { readonly words: string; readonly color: string }>> = {
  starts: { words: 'Starts', color: 'iris' },
  held_back: { words: 'Held back', color: 'yellow' },
  not_true: { words: 'Not true', color: 'gray' },
  unknown: { words: 'Data is missing', color: 'gray' },
  no_condition: { words: 'No condition', color: 'gray' },
  not_eligible: { words: 'Not for this account', color: 'gray' },
};

/** What becomes of a playbook for an account on a day, in a word or two. */
export function Verdict({ verdict }: { verdict: Explanation['verdict'] }) {
  const { words, color } = VERDICTS[verdict];
  return (
    <Badge color={color} flex="none">
      {words}
    </Badge>
  );
}
