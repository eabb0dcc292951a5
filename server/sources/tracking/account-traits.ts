import { type AccountFields, ATTRIBUTE_KEY, STAGES } from '../../accounts/account-fields.ts';
import { domainOf } from '../../accounts/domain.ts';
import { isCurrency, minorDigits } from '../../lib/currency.ts';
import { dayIn } from './call-time.ts';
import type { Traits } from './tracking-call.ts';

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** The traits that say something else than an attribute. */
const READ = new Set(
  [
    'name',
    'domain',
    'website',
    'industry',
    'plan',
    'tier',
    'segment',
    'region',
    'stage',
    'seats',
    'arr',
    'currency',
    'address',
  ].concat(['createdAt', 'created_at', 'renewalDate', 'renewal_date', 'contractStart', 'contract_start', 'id']),
);
const TEXTS = ['name', 'industry', 'plan', 'tier', 'segment', 'region'] as const;
const LONGEST = 300;
const MOST_ATTRIBUTES = 50;

/**
 * What the traits of a group call say of an account: those that Segment reserves (name, website, industry, plan, employees, address,
 * createdAt) and those that Steward knows; the others, as far as they are single values, become attributes.
 */
export function readAccountTraits(traits: Traits): {
  fields: Partial<AccountFields>;
  attributes: Record<string, unknown>;
} {
  const fields: Partial<Writable<AccountFields>> = {};
  for (const name of TEXTS) {
    const text = textOf(traits[name]);
    if (text) fields[name] = text;
  }
  const domain = domainOf(textOf(traits.domain) ?? textOf(traits.website) ?? '');
  if (domain) fields.domain = domain;
  const stage = STAGES.find((known) => known === traits.stage);
  if (stage) fields.stage = stage;
  if (isWhole(traits.seats)) fields.seats = traits.seats;
  const dates = {
    customerSince: 'createdAt',
    renewalDate: 'renewalDate',
    contractStart: 'contractStart',
    kickoffDate: 'kickoffDate',
  } as const;
  for (const [field, trait] of Object.entries(dates) as [keyof typeof dates, string][]) {
    const day = dayIn(traits[trait] ?? traits[snakeCase(trait)]);
    if (day) fields[field] = day;
  }
  return { fields: { ...fields, ...placeOf(traits.address), ...revenueOf(traits) }, attributes: attributesOf(traits) };
}

function attributesOf(traits: Traits): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [trait, value] of Object.entries(traits)) {
    const key = snakeCase(trait);
    if (READ.has(trait) || !ATTRIBUTE_KEY.test(key) || !isSingle(value)) continue;
    if (Object.keys(attributes).length === MOST_ATTRIBUTES) break;
    attributes[key] = value;
  }
  return attributes;
}

function placeOf(address: unknown): Partial<AccountFields> {
  if (typeof address !== 'object' || address === null) return {};
  const { city, state, country } = address as Record<string, unknown>;
  const place = { city: textOf(city), state: textOf(state), country: textOf(country) };
  return Object.fromEntries(Object.entries(place).filter(([, text]) => text !== null));
}

/** ARR comes in the major unit, with its currency; without one it cannot be known what it is worth. */
function revenueOf({ arr, currency }: Traits): Partial<AccountFields> {
  const code = typeof currency === 'string' ? currency.toUpperCase() : '';
  if (!isCurrency(code)) return {};
  const minor = typeof arr === 'number' ? Math.round(arr * 10 ** minorDigits(code)) : Number.NaN;
  return Number.isSafeInteger(minor) ? { currency: code, arrMinor: minor } : { currency: code };
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
  return text === '' ? null : text.slice(0, LONGEST);
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
}

function isSingle(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 1000);
}

/** 'numberOfUsers' to 'number_of_users'. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase();
}
