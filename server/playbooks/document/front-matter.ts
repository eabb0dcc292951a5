import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from 'yaml';
import type { Finding, Place } from '../finding.ts';

export type Path = readonly (string | number)[];

/** The YAML at the top of a document, with what it says and where each part of it stands. */
export interface FrontMatter {
  readonly yaml: string;
  readonly document: Document.Parsed;
  /** The line of the whole document on which the YAML begins. */
  readonly firstLine: number;
  readonly data: unknown;
  readonly findings: readonly Finding[];
}

/** A document cut at its front matter: `open + yaml + close + body` is the document, to the character. */
export interface CutDocument {
  readonly open: string;
  readonly yaml: string;
  readonly close: string;
  readonly body: string;
}

const FENCED = /^(\uFEFF?---[ \t]*(?:\r?\n))([\s\S]*?)(^---[ \t]*(?:\r?\n|$))/my;

/** Cuts a document into front matter and body. Without front matter, `open`, `yaml` and `close` are empty. */
export function cutDocument(text: string): CutDocument {
  FENCED.lastIndex = 0;
  const found = FENCED.exec(text);
  if (found === null) return { open: '', yaml: '', close: '', body: text };
  const [whole, open, yaml, close] = found as unknown as [string, string, string, string];
  return { open, yaml, close, body: text.slice(whole.length) };
}

/** How many lines a text has ended. */
export function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** Reads the YAML of a cut document. Never throws: what cannot be read is a finding, and `data` is then null. */
export function readFrontMatter({ open, yaml }: CutDocument): FrontMatter {
  const lines = new LineCounter();
  const firstLine = countLines(open) + 1;
  const findings: Finding[] = [];
  const document = parseDocument(yaml, { lineCounter: lines, version: '1.2', logLevel: 'silent' });
  const report = (error: YAMLError) => {
    const at = lines.linePos(error.pos[0]);
    findings.push({
      code: 'yaml',
      severity: 'error',
      line: firstLine + Math.max(at.line, 1) - 1,
      column: Math.max(at.col, 1),
      at: 'front matter',
      ...adviceForYaml(error),
    });
  };
  // One slip often breaks all that follows: the first error is the one to mend.
  if (document.errors[0]) report(document.errors[0]);
  if (findings.length > 0) return { yaml, document, firstLine, data: null, findings };
  try {
    return { yaml, document, firstLine, data: document.toJS({ maxAliasCount: 50 }), findings };
  } catch {
    findings.push({
      code: 'yaml',
      severity: 'error',
      line: firstLine,
      column: 1,
      at: 'front matter',
      problem: 'The front matter repeats itself too often through aliases (&name, *name).',
      mend: 'Write the repeated parts out.',
    });
    return { yaml, document, firstLine, data: null, findings };
  }
}

function adviceForYaml({ code, message }: YAMLError): { problem: string; mend: string } {
  if (code === 'DUPLICATE_KEY') {
    return { problem: 'This key stands here twice.', mend: 'Keep one of the two lines with this key.' };
  }
  const bracket = /end with a ([\]}])/.exec(message)?.[1];
  if (bracket) {
    return {
      problem: 'A bracket that was opened is not closed.',
      mend: `Close it with "${bracket}" on the same line.`,
    };
  }
  if (code === 'MISSING_CHAR') {
    return { problem: 'A quote that was opened is not closed.', mend: 'Close the quote, or leave both away.' };
  }
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    return {
      problem: 'This line has a second ": ", or its indentation does not fit the lines around it.',
      mend: 'Put a text that contains ": " between double quotes, and indent keys that belong together alike.',
    };
  }
  return {
    problem: `The front matter is not valid YAML: ${message.split(/ at line |\n/)[0]}.`,
    mend: 'Check the quotes, the brackets and the indentation of this line and the one before.',
  };
}

/** Where a value, or its key, stands in the document. A missing one stands where its nearest existing ancestor does. */
export function placeOf(front: FrontMatter, path: Path, what: 'key' | 'value' = 'value'): Place {
  for (let length = path.length; length > 0; length--) {
    const offset = offsetOf(front, path.slice(0, length), length === path.length ? what : 'key');
    if (offset !== null) return placeAt(front, offset);
  }
  return { line: front.firstLine, column: 1 };
}

/**
 * Where a place inside a text value stands in the document: `line` and `column` (from 1) as counted in the value. Exact for
 * texts on one line and for literal blocks (`|`); for folded texts it is where the value begins.
 */
export function placeInText(front: FrontMatter, path: Path, inside: Place): Place {
  const node = front.document.getIn(path, true);
  const start = placeOf(front, path);
  if (!isScalar(node) || !node.range) return start;
  const source = front.yaml.slice(node.range[0], node.range[1]);
  if (node.type === 'BLOCK_LITERAL') {
    const lines = source.split('\n');
    const indent = /^[ ]*/.exec(lines.slice(1).find((line) => line.trim() !== '') ?? '')![0].length;
    return { line: start.line + inside.line, column: indent + inside.column };
  }
  if (source.includes('\n')) return start;
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE' ? 1 : 0;
  return { line: start.line, column: start.column + quoted + inside.column - 1 };
}

function offsetOf(front: FrontMatter, path: Path, what: 'key' | 'value'): number | null {
  const last = path[path.length - 1]!;
  const parent = front.document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === last);
    if (!pair) return null;
    const node = what === 'value' && isPlaced(pair.value) ? pair.value : pair.key;
    return isPlaced(node) ? node.range[0] : null;
  }
  if (isSeq(parent) && typeof last === 'number') {
    const item = parent.items[last];
    return isPlaced(item) ? item.range[0] : null;
  }
  return null;
}

function isPlaced(node: unknown): node is { range: [number, number, number] } {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && Boolean(node.range);
}

function placeAt(front: FrontMatter, offset: number): Place {
  const before = front.yaml.slice(0, offset);
  return { line: front.firstLine + countLines(before), column: offset - before.lastIndexOf('\n') };
}
