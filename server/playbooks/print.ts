import type { PlaybookSource } from './parse.ts';

/** The document as text. What was parsed and not changed prints as it was written, comments and blanks included. */
export function printPlaybook({ source }: { readonly source: PlaybookSource }): string {
  return source.open + source.front.yaml + source.close + source.pieces.map((piece) => piece.raw).join('');
}
