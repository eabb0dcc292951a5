import type { PoolClient } from 'pg';
import type { SignalDeclaration } from '../expressions/declaration.ts';
import { type EpochDay, isoDate } from '../lib/days.ts';
import type { InTurn } from '../lib/in-turn.ts';
import type { ReadColumns } from './columns/read-columns.ts';
import type { Rows } from './columns/rows.ts';
import type { ContactFacts } from './contacts/contact-facts.ts';

/**
 * What a computation of signals reads: the organisation, its accounts, and the days asked for. Facts are loaded once and can derive each
 * of those days: of the past, of this morning, or tomorrow's with what is known now.
 */
export interface FactScope {
  readonly client: PoolClient;
  readonly organisationId: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly rows: Rows;
  /** The days that will be derived, in ascending order. */
  readonly days: readonly EpochDay[];
  /** What the organisation's own metrics and attributes are. */
  readonly metrics: readonly MetricDefinition[];
  readonly attributes: readonly AttributeDefinition[];
  readonly personas: readonly PersonaDefinition[];
  readonly labels: LabelCodes;
  /** The signals that are needed, by canonical name; null: all. A family may leave the others unknown. */
  readonly wanted: ReadonlySet<string> | null;
  /** Reads facts, in any order; of a few accounts together with what is asked for at the same time. */
  readonly read: ReadColumns;
  /** Any other way to read: families are loaded at the same time, and the connection answers one question after the other. */
  readonly inTurn: InTurn;
  /** The contacts of the accounts: read when somebody asks, and once. */
  readonly contacts: () => Promise<ContactFacts>;
}

export interface MetricDefinition {
  readonly key: string;
  readonly number: number;
  readonly title: string;
  readonly isSum: boolean;
}

export interface AttributeDefinition {
  readonly key: string;
  readonly title: string;
  readonly type: 'number' | 'date' | 'label' | 'boolean' | 'text';
}

/** A rule over contacts, and within how many days somebody should have spoken with each of them. */
export interface PersonaDefinition {
  readonly key: string;
  readonly name: string;
  readonly rule: string;
  readonly cadenceDays: number | null;
}

/** Codes of labels inside columns; `codeOf` gives a new one to a label not seen before. */
export interface LabelCodes {
  codeOf(signal: string, label: string): number;
  labelOf(signal: string, code: number): string | null;
}

/** Signals by name, one Float64Array each, NaN = unknown, one value a row. */
export type SignalColumns = ReadonlyMap<string, Float64Array>;

/** Gives the column of a signal to fill; it starts out unknown. */
export type ColumnOf = (signal: string) => Float64Array;

/** Facts of one kind, loaded, that can say what its signals were on a day. */
export type DeriveDay = (day: EpochDay, column: ColumnOf) => void;

/** A family of signals: what they are, and how they follow from facts. The same code serves every use of a signal. */
export interface SignalGroup {
  readonly name: string;
  declare(scope: Pick<FactScope, 'metrics' | 'attributes' | 'personas'>): readonly SignalDeclaration[];
  load(scope: FactScope): Promise<DeriveDay>;
  /** What a signal of this family is derived from in families before it. */
  readsFor?(signal: string): readonly string[];
}

/** Whether a signal of the scope is needed. */
export function isWanted({ wanted }: FactScope, signal: string): boolean {
  return wanted === null || wanted.has(signal);
}

/** The last day that is derived: facts on or after it are not read. */
export function lastDay(scope: Pick<FactScope, 'days'>): EpochDay {
  return scope.days.at(-1)!;
}

/** SQL: the day of an instant in the organisation's zone, as epoch day. */
export function dayOfInstant(column: string, scope: Pick<FactScope, 'client' | 'timeZone'>): string {
  return `((${column} at time zone ${scope.client.escapeLiteral(scope.timeZone)})::date - date '1970-01-01')`;
}

/** SQL: a date as epoch day. */
export function dayOfDate(column: string): string {
  return `(${column} - date '1970-01-01')`;
}

/** SQL: the beginning of an epoch day in the organisation's zone. */
export function instantOfDay(day: EpochDay, scope: Pick<FactScope, 'client' | 'timeZone'>): string {
  return `(timestamp '${isoDate(day)}' at time zone ${scope.client.escapeLiteral(scope.timeZone)})`;
}

/** SQL: `from <table> f join account a`, restricted to the organisation and the accounts of the scope. */
export function fromFacts(table: string, scope: FactScope): string {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  const only = scope.rows.only ? ` and a.slot in (${[...scope.rows.only, -1].map(Number).join(',')})` : '';
  return `from ${table} f join account a on a.organisation_id = ${organisation} and a.id = f.account_id
    where f.organisation_id = ${organisation}${only}`;
}

/** SQL: `from account a` of the organisation and the accounts of the scope. */
export function fromAccount(scope: FactScope): string {
  const organisation = scope.client.escapeLiteral(scope.organisationId);
  const only = scope.rows.only ? ` and a.slot in (${[...scope.rows.only, -1].map(Number).join(',')})` : '';
  return `from account a where a.organisation_id = ${organisation}${only}`;
}
