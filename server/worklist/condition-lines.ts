import type { Catalogue } from '../expressions/declaration.ts';
import type { FormatOptions } from '../expressions/format-value.ts';
import { type Logic, normalForm } from '../expressions/normal-form.ts';
import type { Expression } from '../expressions/parse.ts';
import { conditionPhrase } from '../expressions/phrase.ts';

/** A part of a condition; `depth` says below how many "one of these" it stands. */
export interface ConditionLine {
  readonly depth: number;
  readonly words: string;
}

export interface ConditionInLines {
  /** How the lines of depth 0 belong together. */
  readonly join: 'all' | 'any';
  readonly lines: ConditionLine[];
}

/** A condition line by line, for where a sentence would be too long: alternatives stand one deeper, under "one of these". */
export function conditionLines(
  { root }: Expression,
  catalogue: Catalogue,
  options: FormatOptions = {},
): ConditionInLines {
  const logic = normalForm(root);
  const parts = logic.kind === 'leaf' ? [logic] : logic.parts;
  return {
    join: logic.kind === 'any' ? 'any' : 'all',
    lines: parts.flatMap((part) => linesOf(part, 0, (one) => conditionPhrase(one, catalogue, options))),
  };
}

function linesOf(logic: Logic, depth: number, say: (logic: Logic) => string): ConditionLine[] {
  if (logic.kind === 'leaf') return [{ depth, words: say(logic) }];
  // Two or three that must be true together read well in one line.
  if (logic.kind === 'all' && logic.parts.every((part) => part.kind === 'leaf')) return [{ depth, words: say(logic) }];
  const heading = logic.kind === 'any' ? 'one of these:' : 'all of these:';
  return [{ depth, words: heading }, ...logic.parts.flatMap((part) => linesOf(part, depth + 1, say))];
}
