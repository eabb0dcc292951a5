import { Box } from '@mantine/core';
import type { PlaybookComparison } from '../../server/api/contract/playbook-version.ts';
import { sayCount } from './number.ts';
import classes from './text-difference.module.css';

type Line = PlaybookComparison['lines'][number];

/** So many lines that are the same are shown around what differs. */
const AROUND = 3;

/** What differs between two texts, line by line; what is the same in both is folded. */
export function TextDifference({ lines, label }: { lines: readonly Line[]; label: string }) {
  const parts = fold(lines);
  return (
    <Box component="section" className={classes.lines} aria-label={label} tabIndex={0}>
      <div>
        {parts.map((part) =>
          'folded' in part ? (
            <p key={part.at}>{sayCount(part.folded, 'line that is', 'lines that are')} the same</p>
          ) : (
            <DifferentLine key={part.at} line={part.line} />
          ),
        )}
      </div>
    </Box>
  );
}

function DifferentLine({ line: { kind, text } }: { line: Line }) {
  if (kind === 'added') return <ins>+ {text}</ins>;
  if (kind === 'removed') return <del>− {text}</del>;
  return <span>{`  ${text}`}</span>;
}

type Part = { readonly at: number; readonly line: Line } | { readonly at: number; readonly folded: number };

function fold(lines: readonly Line[]): Part[] {
  const isShown = lines.map(() => false);
  for (const [at, { kind }] of lines.entries())
    if (kind !== 'same') isShown.fill(true, Math.max(0, at - AROUND), at + AROUND + 1);
  const parts: Part[] = [];
  for (let at = 0; at < lines.length; ) {
    if (isShown[at]) {
      parts.push({ at, line: lines[at]! });
      at++;
      continue;
    }
    const begins = at;
    while (at < lines.length && !isShown[at]) at++;
    parts.push({ at: begins, folded: at - begins });
  }
  return parts;
}
