import type { PlaybookDefinition } from './definition.ts';
import { type Asset, type Piece, readBody, type Section } from './document/body.ts';
import { countLines, cutDocument, type FrontMatter, readFrontMatter } from './document/front-matter.ts';
import { type Outline, readDefinition } from './document/read-definition.ts';
import { type Finding, inReadingOrder } from './finding.ts';

/** A playbook document as written: printed in this order it is the text, to the character. */
export interface PlaybookSource {
  readonly open: string;
  readonly front: FrontMatter;
  readonly close: string;
  readonly pieces: readonly Piece[];
}

/** A playbook document, read. `definition` is null as long as the front matter has an error; `outline` is what is right. */
export interface ParsedPlaybook {
  readonly definition: PlaybookDefinition | null;
  readonly outline: Outline;
  readonly guide: readonly Section[];
  readonly assets: readonly Asset[];
  readonly findings: readonly Finding[];
  readonly source: PlaybookSource;
}

/** The largest document that is read, in characters: some fifty times the longest playbook that ships. */
export const LONGEST_DOCUMENT = 500_000;

/**
 * Reads a playbook document: definition, guide, assets. Never throws on bad input; what is wrong with the form is in `findings`, in
 * the order of the document. `lintPlaybook` says what is wrong with the content.
 */
export function parsePlaybook(text: string): ParsedPlaybook {
  if (text.length > LONGEST_DOCUMENT) return refuse(text, 'too-long', 'The document is too large to be a playbook.');
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return refuse(text, 'too-deep', 'The document nests lists or groups too deeply to be read.');
  }
}

function read(text: string): ParsedPlaybook {
  const cut = cutDocument(text);
  const front = readFrontMatter(cut);
  const { definition, outline, findings } = readDefinition(front);
  const bodyLine = countLines(cut.open + cut.yaml + cut.close) + 1;
  const titles = new Map(outline.steps.map((step) => [step.id, step.title]));
  const added = (outline.variations ?? []).flatMap((variation) =>
    Object.entries(variation.steps).flatMap(([id, { add }]) => (add ? [{ id, title: add.title }] : [])),
  );
  const steps = [...outline.stepIds.map((id) => ({ id, title: titles.get(id) ?? '' })), ...added];
  const body = readBody(cut.body, bodyLine, front.findings.length > 0 ? null : steps);
  return {
    definition,
    outline,
    guide: body.guide,
    assets: body.assets,
    findings: inReadingOrder([...front.findings, ...findings, ...body.findings]),
    source: { open: cut.open, front, close: cut.close, pieces: body.pieces },
  };
}

function refuse(text: string, code: string, problem: string): ParsedPlaybook {
  const front = readFrontMatter({ open: '', yaml: '', close: '', body: '' });
  const mend = 'Keep a playbook to two pages of guide and at most twelve steps.';
  return {
    definition: null,
    outline: { steps: [], stepIds: [] },
    guide: [],
    assets: [],
    findings: [{ code, severity: 'error', line: 1, column: 1, at: 'document', problem, mend }],
    source: { open: '', front, close: '', pieces: [{ raw: text, step: null, asset: null }] },
  };
}
