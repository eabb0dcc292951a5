import { Liquid, Output, type Template } from 'liquidjs';
import { isoDate } from '../lib/days.ts';
import type { Place } from './finding.ts';

/** The texts of assets are at most this long, in characters. */
const LONGEST_TEMPLATE = 50_000;
/** Time and memory that filling in one asset may take; templates that ship need a few milliseconds. */
const RENDER_MILLISECONDS = 1_000;
const RENDER_MEMORY = 1_000_000;

/** Tags that read other files or lay out pages: an asset stands alone. */
const REMOVED_TAGS = ['include', 'render', 'layout', 'block'];

const DATE_FORMATS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  weekday: { weekday: 'long', day: 'numeric', month: 'long' },
};

/** The engine that reads and fills in assets: Liquid without access to files, with our filters and its limits set. */
export const liquid = new Liquid({
  templates: {},
  strictVariables: false,
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: LONGEST_TEMPLATE,
  renderLimit: RENDER_MILLISECONDS,
  memoryLimit: RENDER_MEMORY,
});
for (const tag of REMOVED_TAGS) delete liquid.tags[tag];

/** `{{ account.arr | money }}`: minor units in the account's currency, or in the one given; whole amounts without cents. */
liquid.registerFilter('money', function (value: unknown, currency?: unknown) {
  const amount = numberOf(value);
  if (amount === null) return null;
  const code = String(currency ?? this.context.getSync(['settings', 'currency']) ?? 'EUR');
  const format = new Intl.NumberFormat(localeOf(this.context), {
    style: 'currency',
    currency: code,
    trailingZeroDisplay: 'stripIfInteger',
  });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
});

/** `{{ signal.usage.change_28d | percent }}`: a ratio as a percentage, −0.46 as −46%; decimals if asked for. */
liquid.registerFilter('percent', function (value: unknown, decimals?: unknown) {
  const ratio = numberOf(value);
  if (ratio === null) return null;
  const digits = Math.min(Math.max(Math.trunc(numberOf(decimals) ?? 0), 0), 4);
  const format = new Intl.NumberFormat(localeOf(this.context), { style: 'percent', maximumFractionDigits: digits });
  return format.format(ratio);
});

/** `{{ account.renewal_date | date }}`: '14 February 2027'; also "short" and "weekday". Takes ISO dates and epoch days. */
liquid.registerFilter('date', function (value: unknown, style?: unknown) {
  const iso = typeof value === 'number' ? isoDate(value) : typeof value === 'string' ? value.slice(0, 10) : '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return value ?? null;
  const options = DATE_FORMATS[String(style ?? 'long')] ?? DATE_FORMATS.long;
  return new Intl.DateTimeFormat(localeOf(this.context), { ...options, timeZone: 'UTC' }).format(new Date(iso));
});

/** A template that cannot be read: where (in its own lines) and why. */
export class TemplateError extends Error {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.name = 'TemplateError';
    this.place = place;
  }
}

/** Parses a template. Throws a `TemplateError`. */
export function parseTemplate(text: string): Template[] {
  try {
    return liquid.parse(text);
  } catch (error) {
    throw templateError(error);
  }
}

/** What the engine threw, as a `TemplateError` whose message is a sentence without a place in it. */
export function templateError(error: unknown): TemplateError {
  const { message, token } = error as { message: string; token?: { getPosition(): [number, number] } };
  const [line, column] = token?.getPosition() ?? [1, 1];
  const said = message.replace(/,? *(file:[^,]*, *)?line: ?\d+, *col: ?\d+\.?$/, '').trim();
  return new TemplateError(`${said[0]?.toUpperCase() ?? ''}${said.slice(1)}`, { line, column });
}

/** All `{{ … }}` of a template, those inside `if` and `for` too. */
export function outputsOf(templates: readonly Template[]): Output[] {
  return templates.flatMap((template) => {
    if (template instanceof Output) return [template];
    const inner = template.children?.(false, true).next().value;
    return Array.isArray(inner) ? outputsOf(inner as Template[]) : [];
  });
}

/** The field that a `{{ … }}` prints and the filters it goes through; null when it prints anything else. */
export function printedField(output: Output): { readonly name: string; readonly filters: readonly string[] } | null {
  const name = /^\{\{-?\s*([\w.]+)\s*(?:\||-?\}\})/.exec(output.token.getText())?.[1];
  return name ? { name, filters: output.value.filters.map((filter) => filter.name) } : null;
}

function numberOf(value: unknown): number | null {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : null;
  return number === null || !Number.isFinite(number) ? null : number;
}

function localeOf(context: { getSync(path: string[]): unknown }): string {
  return String(context.getSync(['settings', 'locale']) ?? 'en-GB');
}
