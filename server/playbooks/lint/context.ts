import type { Catalogue } from '../../expressions/declaration.ts';
import { type Path, placeOf } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import type { TemplateField } from '../template-fields.ts';
import type { PlaybookLinks } from './playbook-links.ts';

/** What an organisation has, as far as a playbook may name it. */
export interface LintContext {
  readonly catalogue: Catalogue;
  readonly templateFields: readonly TemplateField[];
  /** The keys of the organisation's playbooks; the one being checked may be among them. */
  readonly playbookKeys: readonly string[];
  /** The keys of its lifecycle stages. */
  readonly stages: readonly string[];
  /** What `for` can name: the keys of its segments, and what its accounts' own field calls them. */
  readonly segments: readonly string[];
  /** The segments that have members by a rule, so that accounts come and go. */
  readonly ruledSegments: readonly string[];
  /** The keys of its personas. */
  readonly personas: readonly string[];
  /** What the published playbooks say of each other; the one being checked may be among them. */
  readonly links: readonly PlaybookLinks[];
}

/** Makes a finding on a part of the front matter. */
export function findingOn(
  parsed: ParsedPlaybook,
  path: Path,
  what: Pick<Finding, 'code' | 'severity' | 'problem' | 'mend'>,
): Finding {
  const { code, severity, problem, mend } = what;
  const at = path
    .map((part) => (path[0] === 'steps' && typeof part === 'number' ? stepIdAt(parsed, part) : part))
    .join('.');
  return { code, severity, ...placeOf(parsed.source.front, path), at, problem, mend };
}

function stepIdAt(parsed: ParsedPlaybook, index: number): string {
  return parsed.outline.steps.find((step) => step.index === index)?.id ?? String(index + 1);
}

/** One text or a list of texts, as a list. */
export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
