import { changeYaml } from './document/change-yaml.ts';
import type { Path } from './document/front-matter.ts';
import { type ParsedPlaybook, parsePlaybook } from './parse.ts';
import { printPlaybook } from './print.ts';

/**
 * Sets one value of the definition (`['trigger', 'cooldown']`, `['steps', 2, 'due']`), or removes it when the value is
 * undefined. Everything else in the document stays as it was written. Returns the document read anew, with its findings.
 */
export function changeDefinition(parsed: ParsedPlaybook, path: Path, value: unknown): ParsedPlaybook {
  const { source } = parsed;
  const yaml = changeYaml(source.front.yaml, path, value);
  const open = source.open === '' ? '---\n' : source.open;
  const close = source.close === '' ? '---\n' : source.close;
  return parsePlaybook(printPlaybook({ source: { ...source, open, close, front: { ...source.front, yaml } } }));
}

/** Replaces the text below the heading of a step's section or of an asset; the heading and all other text stay. */
export function changeText(
  parsed: ParsedPlaybook,
  part: { readonly step: string } | { readonly asset: string },
  text: string,
): ParsedPlaybook {
  const { source } = parsed;
  const pieces = source.pieces.map((piece) => {
    const isMeant = 'step' in part ? piece.step === part.step : piece.asset === part.asset;
    if (!isMeant) return piece;
    const heading = /^[^\n]*/.exec(piece.raw)![0];
    const after = /\s*$/.exec(piece.raw)![0];
    return { ...piece, raw: `${heading}\n\n${text.trim()}${after.includes('\n') ? after : '\n'}` };
  });
  return parsePlaybook(printPlaybook({ source: { ...source, pieces } }));
}
