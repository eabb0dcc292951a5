import { nearestName } from '../../expressions/nearest-name.ts';
import type { Asset } from '../document/body.ts';
import type { Finding, Place } from '../finding.ts';
import { liquid, outputsOf, parseTemplate, printedField, TemplateError } from '../liquid.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, type LintContext } from './context.ts';

/** Two pages: what somebody reads before a call. */
const MOST_WORDS = 900;

/** Checks what people read: the length of the guide, a text for each step, and every asset with its fields. */
export function lintText(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  return [
    ...lintGuide(parsed),
    ...lintAssetUse(parsed),
    ...parsed.assets.flatMap((asset) => lintAsset(asset, context)),
  ];
}

/** The number of words of the guide, without headings and assets. */
function wordsOfGuide(parsed: ParsedPlaybook): number {
  return parsed.guide.reduce(
    (sum, section) => sum + (section.text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0),
    0,
  );
}

function lintGuide(parsed: ParsedPlaybook): Finding[] {
  const findings: Finding[] = [];
  const words = wordsOfGuide(parsed);
  if (words > MOST_WORDS) {
    findings.push({
      code: 'guide-too-long',
      severity: 'warning',
      line: parsed.guide[0]!.line,
      column: 1,
      at: 'guide',
      problem: `The guide has ${words} words, more than the two pages (${MOST_WORDS} words) that people read.`,
      mend: 'Keep what changes what somebody does; move the rest to an asset or to the handbook.',
    });
  }
  for (const step of parsed.outline.steps) {
    const section = parsed.guide.find((one) => one.step === step.id);
    if ((section && section.text !== '') || step.wait !== undefined || step.do !== undefined) continue;
    findings.push(
      findingOn(parsed, ['steps', step.index], {
        code: 'step-without-text',
        severity: 'warning',
        problem: `The guide does not say how to do the step "${step.id}".`,
        mend: `Add a section "## ${step.title} {#${step.id}}" with a few sentences.`,
      }),
    );
  }
  return findings;
}

function lintAssetUse(parsed: ParsedPlaybook): Finding[] {
  const findings: Finding[] = [];
  const keys = parsed.assets.map((asset) => asset.key);
  for (const step of parsed.outline.steps) {
    for (const [index, key] of (step.assets ?? []).entries()) {
      if (keys.includes(key)) continue;
      const near = nearestName(key, keys);
      findings.push(
        findingOn(parsed, ['steps', step.index, 'assets', index], {
          code: 'asset-not-defined',
          severity: 'error',
          problem: `The document has no asset "${key}".`,
          mend: near ? `Did you mean ${near}?` : `Add it below "# Assets": ## Title {#${key} kind=email}.`,
        }),
      );
    }
  }
  const varied = (parsed.outline.variations ?? []).flatMap((variation) => Object.values(variation.steps));
  const used = new Set([
    ...parsed.outline.steps.flatMap((step) => [...(step.assets ?? []), step.with?.asset]),
    ...parsed.outline.steps.flatMap((step) => step.handoff?.brief ?? []),
    ...varied.flatMap((change) => [...(change.assets ?? []), ...(change.add?.assets ?? [])]),
  ]);
  const allStepsRead = parsed.outline.steps.length === parsed.outline.stepIds.length;
  for (const asset of allStepsRead ? parsed.assets : []) {
    if (used.has(asset.key)) continue;
    findings.push({
      code: 'asset-unused',
      severity: 'warning',
      line: asset.line,
      column: 1,
      at: `assets.${asset.key}`,
      problem: `No step uses the asset "${asset.key}".`,
      mend: 'Name it under "assets" of a step, or remove it.',
    });
  }
  return findings;
}

function lintAsset(asset: Asset, context: LintContext): Finding[] {
  return [
    ...lintTemplate(asset, asset.body, asset.bodyLine, 0, context),
    ...lintTemplate(asset, asset.subject ?? '', asset.subjectLine, 'Subject: '.length, context),
  ];
}

function lintTemplate(asset: Asset, text: string, line: number, indent: number, context: LintContext): Finding[] {
  const make = (
    code: string,
    place: Place,
    problem: string,
    mend: string,
    severity: Finding['severity'] = 'error',
  ) => ({
    code,
    severity,
    line: line + place.line - 1,
    column: place.column + (place.line === 1 ? indent : 0),
    at: `assets.${asset.key}`,
    problem,
    mend,
  });
  try {
    const templates = parseTemplate(text);
    const { globals } = liquid.analyzeSync(templates, { partials: false });
    const unknown = Object.values(globals)
      .flat()
      .flatMap((variable) => {
        const { row, col } = variable.location;
        const segments = variable.segments.map((part) => (typeof part === 'object' ? '[…]' : String(part)));
        const mend = mendField(segments, context);
        const problem = `There is no field "${segments.join('.')}".`;
        return mend === null ? [] : [make('unknown-field', { line: row, column: col }, problem, mend)];
      });
    const unformatted = outputsOf(templates).flatMap((output) => {
      const field = printedField(output);
      const filter = field && filterFor(field.name, context);
      if (!field || !filter || field.filters.length > 0) return [];
      const [row, column] = output.token.getPosition();
      const problem = `"${field.name}" would be printed as a bare number.`;
      return [
        make(
          'unformatted-field',
          { line: row!, column: column! },
          problem,
          `Write {{ ${field.name} | ${filter} }}.`,
          'warning',
        ),
      ];
    });
    return [...unknown, ...unformatted];
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const mend =
      'Write a field as {{ account.name }}, and close every {% if %} with {% endif %}. Filters: money, percent, date, default.';
    return [make('bad-template', error.place, `The template cannot be read: ${error.message}.`, mend)];
  }
}

/** How to mend a field that does not exist; null when it exists. */
function mendField(segments: readonly string[], { templateFields, catalogue }: LintContext): string | null {
  const name = segments.join('.');
  const names = templateFields.map((field) => field.name);
  if (segments[0] === 'signal') {
    const signal = segments.slice(1).join('.');
    if (catalogue.has(signal)) return null;
    const near = nearestName(signal, catalogue.keys());
    return near ? `Did you mean signal.${near}?` : 'Name a signal of the catalogue, such as signal.usage.change_28d.';
  }
  if (names.includes(name)) return null;
  if (catalogue.has(name)) return `Signals begin with "signal.": write signal.${name}.`;
  const near = nearestName(name, names);
  if (near) return `Did you mean ${near}?`;
  const family = names.filter((field) => field.startsWith(`${segments[0]}.`));
  return `Write one of ${(family.length > 0 ? family : names).join(', ')}.`;
}

/** The filter without which a field or signal would be printed in a form that nobody wants to read. */
function filterFor(name: string, { templateFields, catalogue }: LintContext): string | null {
  const type = templateFields.find((field) => field.name === name)?.type;
  const unit = name.startsWith('signal.') ? catalogue.get(name.slice('signal.'.length))?.unit : undefined;
  if (type === 'money' || unit === 'money') return 'money';
  if (type === 'ratio' || unit === 'ratio' || unit === 'share') return 'percent';
  return type === 'date' || unit === 'date' ? 'date' : null;
}
