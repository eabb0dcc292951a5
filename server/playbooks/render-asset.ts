import { type Output, type Template, toValue } from 'liquidjs';
import { problem } from '../lib/problem.ts';
import type { Asset } from './document/body.ts';
import { liquid, outputsOf, parseTemplate, printedField, TemplateError, templateError } from './liquid.ts';
import { TEMPLATE_FIELDS } from './template-fields.ts';

export type FieldValue = string | number | boolean | null;

/** What an asset is filled in with, by full name: fields as in `TEMPLATE_FIELDS`, signals by their own names. */
export interface TemplateData {
  readonly fields: Readonly<Record<string, FieldValue | undefined>>;
  readonly signals: Readonly<Record<string, FieldValue | undefined>>;
  /** ISO 4217, for the filter `money`. */
  readonly currency: string;
  /** BCP 47, for numbers and dates; en-GB when left out. */
  readonly locale?: string;
}

export interface RenderedAsset {
  readonly subject: string | null;
  /** Plain text in Markdown. What has no value is said in brackets: "[first name of the contact]". */
  readonly text: string;
  /** The names of the fields that had no value where they were to be printed. */
  readonly missing: readonly string[];
}

/**
 * Fills in an asset with the data of an account. Throws a `Problem` (422) that names the line when its text is no template, or
 * when filling it in takes too long or too much memory.
 */
export function renderAsset(asset: Pick<Asset, 'key' | 'subject' | 'body'>, data: TemplateData): RenderedAsset {
  const scope = {
    ...nest(data.fields),
    signal: { ...nest(data.signals), ...withoutNothing(data.signals) },
    settings: { currency: data.currency, locale: data.locale ?? 'en-GB' },
  };
  const missing = new Set<string>();
  const fill = (text: string) => {
    const templates = parseTemplate(text);
    for (const output of outputsOf(templates)) sayWhatIsMissing(output, missing);
    return renderWithin(templates, scope);
  };
  try {
    const subject = asset.subject === null ? null : fill(asset.subject).replace(/\s+/g, ' ').trim();
    return {
      subject,
      text: fill(asset.body)
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
      missing: [...missing],
    };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const at = `line ${error.place.line} of ${asset.key}`;
    throw problem(422, `The asset "${asset.key}" cannot be filled in.`, [{ at, problem: `${error.message}.` }]);
  }
}

function renderWithin(templates: Template[], scope: object): string {
  try {
    return String(liquid.renderSync(templates, scope));
  } catch (error) {
    throw templateError(error);
  }
}

/**
 * Lets a `{{ … }}` that would print nothing print the name of the field instead, so that nobody sends "Hello ,"; and a
 * number that no filter formats, at most one decimal.
 */
function sayWhatIsMissing(output: Output, missing: Set<string>): void {
  const field = printedField(output);
  if (field === null) return;
  const title = TEMPLATE_FIELDS.find((known) => known.name === field.name)?.title ?? field.name;
  output.render = function* (context, emitter): IterableIterator<unknown> {
    const value: unknown = toValue(yield this.value.value(context, false));
    const isMissing = value === null || value === undefined || value === '';
    if (isMissing) missing.add(field.name);
    emitter.write(isMissing ? `[${title}]` : typeof value === 'number' ? Math.round(value * 10) / 10 : value);
  };
}

/** { 'account.name': 'A' } as { account: { name: 'A' } }. */
function nest(flat: Readonly<Record<string, FieldValue | undefined>>): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(flat)) {
    const parts = name.split('.');
    const last = parts.pop()!;
    let group = nested;
    for (const part of parts) {
      if (!Object.hasOwn(group, part)) group[part] = {};
      const inner = group[part];
      if (typeof inner !== 'object' || inner === null) break;
      group = inner as Record<string, unknown>;
    }
    group[last] = value ?? null;
  }
  return nested;
}

function withoutNothing(flat: Readonly<Record<string, FieldValue | undefined>>): Record<string, FieldValue> {
  return Object.fromEntries(
    Object.entries(flat).filter((entry): entry is [string, FieldValue] => entry[1] !== undefined),
  );
}
