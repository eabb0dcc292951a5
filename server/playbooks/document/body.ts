import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { nearestName } from '../../expressions/nearest-name.ts';
import type { Finding } from '../finding.ts';
import { countLines } from './front-matter.ts';

/** What an asset is, which decides how it is shown and sent. */
export const ASSET_KINDS = [
  'email',
  'call_script',
  'agenda',
  'checklist',
  'questionnaire',
  'plan',
  'brief',
  'notes',
  'guide',
] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

/** A part of the guide that people read, from one heading to the next. */
export interface Section {
  /** `intro` comes before the first second-level heading, `step` belongs to a step, `guide` is all other text. */
  readonly kind: 'intro' | 'guide' | 'step';
  readonly title: string;
  /** The step it belongs to, for `step`. */
  readonly step: string | null;
  /** Markdown below the heading, without blank lines around it. */
  readonly text: string;
  readonly line: number;
}

/** Something ready to use: a Liquid template in Markdown, with the subject apart for an e-mail. */
export interface Asset {
  readonly key: string;
  readonly title: string;
  readonly kind: AssetKind;
  readonly subject: string | null;
  readonly body: string;
  readonly line: number;
  /** The line on which `body` begins, and the one of the subject. */
  readonly bodyLine: number;
  readonly subjectLine: number;
}

/** A stretch of the body as written. The stretches in order are the body, to the character. */
export interface Piece {
  readonly raw: string;
  /** The step or asset whose text it holds, if any. */
  readonly step: string | null;
  readonly asset: string | null;
}

export interface Body {
  readonly guide: readonly Section[];
  readonly assets: readonly Asset[];
  readonly pieces: readonly Piece[];
  readonly findings: readonly Finding[];
}

/** A step as far as the body needs it: headings are matched by id, else by title. */
export interface StepName {
  readonly id: string;
  readonly title: string;
}

interface Stretch {
  readonly depth: number;
  readonly title: string;
  readonly id: string | null;
  readonly kind: string | null;
  readonly raw: string;
  readonly text: string;
  readonly line: number;
  readonly textLine: number;
}

const markdown = unified().use(remarkParse).use(remarkGfm);
const ATTRIBUTES = /\s*\{([^{}%]*)\}\s*#*\s*$/;
const SUBJECT = /^Subject:[ \t]*(.*)$/;

/** Cuts the body at its `#` and `##` headings (not those in code or the underlined kind, which e-mails end up with). */
function cut(body: string, firstLine: number): Stretch[] {
  const starts = markdown
    .parse(body)
    .children.flatMap((node) =>
      node.type === 'heading' && node.depth <= 2 ? [{ depth: node.depth, from: node.position!.start.offset! }] : [],
    )
    .filter(({ from }) => body[from] === '#');
  const stretches: Stretch[] = [];
  const add = (depth: number, from: number, to: number) => {
    const raw = body.slice(from, to);
    const heading = depth === 0 ? '' : /^[^\n]*\n?/.exec(raw)![0];
    const words = heading.trim().replace(/^#+/, '');
    const attributes = ATTRIBUTES.exec(words)?.[1] ?? '';
    const under = raw.slice(heading.length);
    const blank = /^(?:[ \t]*\r?\n)*/.exec(under)![0];
    const line = firstLine + countLines(body.slice(0, from));
    stretches.push({
      depth,
      title: words
        .replace(ATTRIBUTES, '')
        .replace(/\s+#+\s*$/, '')
        .trim(),
      id: /(?:^|\s)#([^\s#]+)/.exec(attributes)?.[1] ?? null,
      kind: /(?:^|\s)kind=(\S+)/.exec(attributes)?.[1] ?? null,
      raw,
      text: under.slice(blank.length).trimEnd(),
      line,
      textLine: line + countLines(heading) + countLines(blank),
    });
  };
  const end = starts[0]?.from ?? body.length;
  if (end > 0) add(0, 0, end);
  for (const [index, { depth, from }] of starts.entries()) add(depth, from, starts[index + 1]?.from ?? body.length);
  return stretches;
}

/**
 * Reads the body of a playbook document. Up to the heading `# Assets` it is the guide: a second-level heading belongs to the
 * step it names by `{#id}` or by the step's title. Below `# Assets` each second-level heading is an asset:
 * `## First message {#first-message kind=email}`. `firstLine` is the line of the document on which the body begins; `steps`
 * is null when the front matter could not be read, and any id then counts as a step's.
 */
export function readBody(body: string, firstLine: number, steps: readonly StepName[] | null): Body {
  const guide: Section[] = [];
  const assets: Asset[] = [];
  const pieces: Piece[] = [];
  const findings: Finding[] = [];
  let inAssets = false;
  for (const stretch of cut(body, firstLine)) {
    if (stretch.depth === 1) inAssets = /^assets$/i.test(stretch.title);
    if (inAssets) {
      const asset = stretch.depth === 2 ? readAsset(stretch, assets, findings) : null;
      if (asset) assets.push(asset);
      pieces.push({ raw: stretch.raw, step: null, asset: asset?.key ?? null });
      continue;
    }
    const section = readSection(stretch, guide, steps, findings);
    guide.push(section);
    pieces.push({ raw: stretch.raw, step: section.step, asset: null });
  }
  return { guide: guide.filter((section) => section.title !== '' || section.text !== ''), assets, pieces, findings };
}

function readSection(
  stretch: Stretch,
  before: readonly Section[],
  steps: readonly StepName[] | null,
  findings: Finding[],
): Section {
  const { title, text, line, depth, id } = stretch;
  const step = depth === 2 ? stepOf(id, title, steps) : null;
  const finding = (code: string, problem: string, mend: string) =>
    findings.push({ code, severity: 'error', line, column: 1, at: `guide, "${title}"`, problem, mend });
  if (depth === 2 && id !== null && step === null) {
    const ids = steps?.map((one) => one.id) ?? [];
    const near = nearestName(id, ids);
    finding(
      'unknown-step',
      `The heading "${title}" names a step "${id}" that the front matter does not have.`,
      near ? `Did you mean {#${near}}?` : 'Add the step under "steps", or remove {#…} from the heading.',
    );
  }
  if (step !== null && before.some((section) => section.step === step)) {
    finding('twice', `The step "${step}" has two sections in the guide.`, 'Join the two sections under one heading.');
  }
  return { kind: step !== null ? 'step' : depth < 2 ? 'intro' : 'guide', title, step, text, line };
}

function stepOf(id: string | null, title: string, steps: readonly StepName[] | null): string | null {
  if (steps === null) return id;
  const found =
    id === null
      ? steps.find((step) => step.title.toLowerCase() === title.toLowerCase())
      : steps.find((step) => step.id === id);
  return found?.id ?? null;
}

function readAsset(stretch: Stretch, before: readonly Asset[], findings: Finding[]): Asset | null {
  const { title, id, kind, line, text, textLine } = stretch;
  const finding = (code: string, problem: string, mend: string) =>
    findings.push({ code, severity: 'error', line, column: 1, at: `assets, "${title}"`, problem, mend });
  if (id === null || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    finding(
      'asset-without-key',
      id === null ? `The asset "${title}" has no key.` : `"${id}" is no key of an asset.`,
      `End its heading with a key and a kind, such as {#${slug(title) || 'first-message'} kind=email}.`,
    );
    return null;
  }
  if (!ASSET_KINDS.includes(kind as AssetKind)) {
    const near = kind === null ? null : nearestName(kind, ASSET_KINDS);
    finding(
      'asset-without-kind',
      kind === null ? `The asset "${id}" does not say of what kind it is.` : `"${kind}" is no kind of asset.`,
      `${near ? `Did you mean kind=${near}? ` : ''}Write {#${id} kind=…} with one of ${ASSET_KINDS.join(', ')}.`,
    );
    return null;
  }
  if (before.some((asset) => asset.key === id)) {
    finding('twice', `Two assets have the key "${id}".`, 'Give one of them another key.');
    return null;
  }
  const subject = kind === 'email' ? SUBJECT.exec(text.split('\n', 1)[0]!.trimEnd()) : null;
  if (kind === 'email' && !subject) {
    finding('email-without-subject', `The e-mail "${id}" has no subject.`, 'Begin its text with a line "Subject: …".');
  }
  if (text === '')
    finding('asset-empty', `The asset "${id}" is empty.`, 'Write its text below the heading, or remove it.');
  const top = subject ? /^[^\n]*\n?(?:[ \t]*\r?\n)*/.exec(text)![0] : '';
  return {
    key: id,
    title,
    kind: kind as AssetKind,
    subject: subject ? subject[1]!.trim() : null,
    body: text.slice(top.length),
    line,
    bodyLine: textLine + countLines(top),
    subjectLine: textLine,
  };
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
}
