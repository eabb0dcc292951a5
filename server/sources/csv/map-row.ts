import { isCurrency } from '../../lib/currency.ts';
import { problem } from '../../lib/problem.ts';
import type { Field } from '../kinds/field.ts';
import type { FieldFault, RecordKind, RecordOf } from '../kinds/record-kind.ts';
import { type RecordKindKey, recordKinds } from '../kinds/record-kinds.ts';
import { clockOf } from './instants.ts';
import { type CustomType, fieldOf, isCustom, keyOf, type Mapping } from './mapping.ts';
import type { CsvRow } from './read-rows.ts';
import { type Fault, isFault } from './reading.ts';
import { type Circumstances, type ColumnFormat, isBlank, parseValue, type Value } from './values.ts';

/** How the cells of a file are to be read. */
export interface ReadingOptions {
  /** IANA name: the zone of times without an offset. */
  readonly timeZone: string;
  /** ISO 4217: of amounts in rows without a currency. */
  readonly currency: string;
  readonly formats?: Readonly<Record<string, ColumnFormat>>;
  /** Of attributes and properties whose type the mapping leaves open. */
  readonly types?: Readonly<Record<string, CustomType>>;
}

/** One problem of one row. `row` is the line of the file on which the row begins; the header usually is line 1. */
export interface RowProblem {
  readonly row: number;
  /** The column of the file, or the field where the problem is not one column's; absent when the line is broken. */
  readonly column?: string;
  readonly problem: string;
  readonly mend: string;
}

/** A row as a typed record; fields with a blank cell are null, fields without a column absent. */
export interface MappedRow<Key extends RecordKindKey = RecordKindKey> {
  readonly row: number;
  readonly record: RecordOf<Key>;
  /** Attributes or properties, blank ones as null. */
  readonly custom: Readonly<Record<string, string | number | boolean | null>>;
}

export type RowMapper<Key extends RecordKindKey> = (row: CsvRow) => MappedRow<Key> | readonly RowProblem[];

interface Step {
  readonly target: string;
  readonly field: Field;
  readonly isCustom: boolean;
  /** The columns, for problems. */
  readonly column: string;
  /** Positions in the row; -1 for the constant. */
  readonly sources: readonly number[];
  readonly constant: string;
  readonly circumstances: Circumstances;
  /** Cells that are not of a type that was only told from other cells stay text. */
  readonly isLenient: boolean;
}

/**
 * Prepares the reading of rows under a mapping that `checkMapping` has found right: the function it gives turns a row
 * into a typed record, or into all the problems of the row.
 */
export function rowMapper<Key extends RecordKindKey>(
  key: Key,
  mapping: Mapping,
  columns: readonly string[],
  options: ReadingOptions,
): RowMapper<Key> {
  const kind: RecordKind = recordKinds[key];
  const steps = stepsOf(key, mapping, columns, options);
  return (row) => {
    if (row.broken) return [{ row: row.line, ...row.broken }];
    const record: Record<string, Value | null> = {};
    const custom: Record<string, string | number | boolean | null> = {};
    const problems: RowProblem[] = [];
    for (const step of steps) {
      const value = read(step, row, record.currency);
      if (value !== null && typeof value === 'object' && 'row' in value) problems.push(value);
      else if (step.isCustom) custom[keyOf(step.target)] = value as string | number | boolean | null;
      else record[step.target] = value;
    }
    if (problems.length > 0) return problems;
    const fault = lack(kind, record) ?? kind.check?.(record);
    if (!fault) return { row: row.line, record: record as RecordOf<Key>, custom };
    const { field, ...words } = fault;
    const column = mapping.find(({ target }) => target === field)?.column ?? field;
    return [{ row: row.line, column, ...words }];
  };
}

function lack(kind: RecordKind, record: Readonly<Record<string, unknown>>): FieldFault | undefined {
  const list = kind.needs.find((names) => names.every((name) => (record[name] ?? null) === null));
  if (!list) return undefined;
  return { field: list[0]!, problem: `The row has no ${list.join(', no ')}.`, mend: 'Fill in one of them.' };
}

export function isMapped<Key extends RecordKindKey>(
  row: MappedRow<Key> | readonly RowProblem[],
): row is MappedRow<Key> {
  return !Array.isArray(row);
}

function stepsOf(key: RecordKindKey, mapping: Mapping, columns: readonly string[], options: ReadingOptions): Step[] {
  if (!isCurrency(options.currency)) {
    throw problem(400, `There is no currency "${options.currency}". Use an ISO 4217 code such as EUR.`);
  }
  const kind = recordKinds[key];
  const clock = clockOf(options.timeZone);
  const targets = [...new Set(mapping.map(({ target }) => target))];
  // The currency comes first: amounts are read in it.
  targets.sort((a, b) => Number(b === 'currency') - Number(a === 'currency'));
  return targets.map((target) => {
    const assignments = mapping.filter((assignment) => assignment.target === target);
    const said = assignments[0]?.type;
    const field = fieldOf(kind, target, said ?? options.types?.[target]);
    if (!field) throw new RangeError(`The mapping has an unknown target ${target}.`);
    return {
      target,
      field,
      isCustom: isCustom(kind, target),
      column: assignments.map(({ column }) => column ?? target).join(', '),
      sources: assignments.map(({ column }) => (column === undefined ? -1 : columns.indexOf(column))),
      constant: assignments.find(({ constant }) => constant !== undefined)?.constant ?? '',
      circumstances: { clock, currency: options.currency, ...options.formats?.[assignments[0]?.column ?? ''] },
      isLenient: said === undefined,
    };
  });
}

function read(step: Step, row: CsvRow, currency: Value | null | undefined): Value | null | RowProblem {
  const { field, column } = step;
  const text = textOf(step, row);
  if (text === undefined) return { row: row.line, column, ...emptyFault(step) };
  if (text === '') return null;
  const circumstances = typeof currency === 'string' ? { ...step.circumstances, currency } : step.circumstances;
  const value = parseValue(text, field, circumstances);
  if (!isFault(value)) return value.value;
  if (step.isCustom && step.isLenient && field.type !== 'text') return text;
  return { row: row.line, column, problem: value.problem, mend: value.mend };
}

/** The cells of a target as one text; '' where all are blank, undefined where that must not be. */
function textOf({ field, sources, constant }: Step, row: CsvRow): string | undefined {
  const filled: string[] = [];
  for (const at of sources) {
    const cell = at < 0 ? constant : (row.cells[at] ?? '');
    if (!isBlank(cell, field.type)) filled.push(cell.trim());
  }
  if (filled.length === 0) return field.required ? undefined : '';
  // The parts of an id are all needed: without one of them it could be another record's.
  if (field.type === 'id' && filled.length < sources.length) return undefined;
  return filled.length === 1 ? filled[0] : filled.join(field.joint ?? ' ');
}

function emptyFault({ field, sources }: Step): Fault {
  const cells = sources.length > 1 ? 'all of its columns' : 'the cell';
  return { problem: `${field.title} is empty.`, mend: `Fill in ${cells}, or leave the row out.` };
}
