import { nearestName } from '../../expressions/nearest-name.ts';
import { type ProblemDetail, problem } from '../../lib/problem.ts';
import type { Field, FieldType } from '../kinds/field.ts';
import type { RecordKind } from '../kinds/record-kind.ts';

/** The types a custom attribute or property can be said to have; without one it is told from the cells. */
export const customTypes = ['text', 'label', 'number', 'boolean', 'date'] as const satisfies readonly FieldType[];
export type CustomType = (typeof customTypes)[number];

/** Where the value of one target comes from. */
export interface Assignment {
  /** A field of the record kind, or `attributes.<key>`, or `properties.<key>`. */
  readonly target: string;
  readonly column?: string;
  /** The same text for every row. */
  readonly constant?: string;
  /** Of an attribute or property. */
  readonly type?: CustomType;
}

/** Several columns may go to one target where its cells can be joined: first and last name, the parts of an id. */
export type Mapping = readonly Assignment[];

/**
 * Reads the mapping as the command line writes it, an argument each: `field=column`, `field==constant`,
 * `properties.price=price`, `properties.price:number=price`. A column whose name begins with "=" or "\" takes a "\"
 * before it. Throws a `Problem` for an argument without "=" or with an unknown type.
 */
export function parseMapping(assignments: readonly string[]): Mapping {
  const details: ProblemDetail[] = [];
  const mapping = assignments.flatMap((text): Assignment[] => {
    const equals = text.indexOf('=');
    if (equals < 1) {
      details.push({ at: text, problem: 'It has no target and "=".', mend: 'Write field=column or field==value.' });
      return [];
    }
    const [, target = '', type] = /^(.*?)(?::(\w+))?$/s.exec(text.slice(0, equals).trim()) ?? [];
    if (type !== undefined && !isCustomType(type)) {
      details.push({ at: text, problem: `There is no type "${type}".`, mend: `Use one of ${customTypes.join(', ')}.` });
      return [];
    }
    const from = text.slice(equals + 1);
    const source = from.startsWith('=') ? { constant: from.slice(1) } : { column: from.replace(/^\\/, '') };
    return [{ target, ...source, ...(type && { type }) }];
  });
  if (details.length > 0) throw problem(400, 'The mapping cannot be read.', details);
  return mapping;
}

/** The mapping as `parseMapping` reads it. */
export function printMapping(mapping: Mapping): string[] {
  return mapping.map(({ target, column, constant, type }) => {
    const from = column === undefined ? `=${constant ?? ''}` : /^[=\\]/.test(column) ? `\\${column}` : column;
    return `${target}${type ? `:${type}` : ''}=${from}`;
  });
}

/**
 * What is wrong with a mapping for this kind of record and these columns: unknown targets and columns (with the nearest
 * name), targets given twice, and fields that a record needs but nothing fills. Empty when all is well.
 */
export function checkMapping(kind: RecordKind, mapping: Mapping, columns: readonly string[]): ProblemDetail[] {
  const details: ProblemDetail[] = [];
  const mapped = new Set<string>();
  for (const { target, column, type } of mapping) {
    const field = fieldOf(kind, target);
    if (!field) details.push(unknownTarget(kind, target));
    else if (type && !isCustom(kind, target)) {
      details.push({
        at: target,
        problem: `A type can be said of ${kind.custom} only.`,
        mend: `Leave ":${type}" out.`,
      });
    }
    if (mapped.has(target) && !field?.joint) {
      details.push({ at: target, problem: 'It is mapped twice.', mend: 'Keep one of the two.' });
    }
    mapped.add(target);
    if (column !== undefined && !columns.includes(column)) details.push(unknownColumn(target, column, columns));
  }
  for (const [key, field] of Object.entries(kind.fields)) {
    if (field.required && !mapped.has(key)) {
      details.push({
        at: key,
        problem: 'It is needed in every row: map a column to it, or give all rows the same value.',
        mend: `Map a column to it: ${key}=column, or say what all rows have: ${key}==value.`,
      });
    }
  }
  for (const list of kind.needs.filter((keys) => !keys.some((key) => mapped.has(key)))) {
    details.push({
      at: list[0]!,
      problem: `None of ${list.join(', ')} is mapped.`,
      mend: 'Map a column to one of them.',
    });
  }
  return details;
}

/** The mapping with the targets' proper names for their aliases and columns found whatever their case. */
export function resolveMapping(kind: RecordKind, mapping: Mapping, columns: readonly string[]): Mapping {
  return mapping.map((assignment) => {
    const target = properTarget(kind, assignment.target);
    const { column } = assignment;
    if (column === undefined || columns.includes(column)) return { ...assignment, target };
    const alike = columns.filter((name) => name.toLowerCase() === column.trim().toLowerCase());
    return { ...assignment, target, ...(alike.length === 1 && { column: alike[0]! }) };
  });
}

/** The field behind a target; for an attribute or property one of the given type, a text where that is not known yet. */
export function fieldOf(kind: RecordKind, target: string, type: CustomType = 'text'): Field | undefined {
  if (!isCustom(kind, target)) return Object.hasOwn(kind.fields, target) ? kind.fields[target] : undefined;
  return { title: keyOf(target), type: type === 'label' ? 'text' : type, required: false, synonyms: [] };
}

/** Whether the target is an attribute or property, with a key that can be stored. */
export function isCustom(kind: RecordKind, target: string): boolean {
  const key = target.startsWith(`${kind.custom}.`) ? keyOf(target) : '';
  return kind.custom === 'attributes' ? /^[a-z][a-z0-9_]{0,62}$/.test(key) : key.length > 0 && key.length <= 200;
}

/** "price" of `properties.price`. */
export function keyOf(target: string): string {
  return target.slice(target.indexOf('.') + 1);
}

/** The key of an attribute or property for a column: "Modelo de negócio" becomes modelo_de_negocio. */
export function keyForColumn(column: string): string {
  const key = column
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '');
  return key.slice(0, 63) || 'column';
}

function properTarget(kind: RecordKind, target: string): string {
  if (Object.hasOwn(kind.fields, target)) return target;
  const proper = Object.entries(kind.fields).find(([, field]) => field.aliases?.includes(target))?.[0];
  if (proper) return proper;
  const [, key] = /^(?:attributes?|properties|property|traits)\.(.+)$/s.exec(target) ?? [];
  return key === undefined ? target : `${kind.custom}.${key}`;
}

function isCustomType(type: string): type is CustomType {
  return (customTypes as readonly string[]).includes(type);
}

function unknownTarget(kind: RecordKind, target: string): ProblemDetail {
  if (target.startsWith(`${kind.custom}.`)) {
    const mend = `Use small letters, digits and _: ${kind.custom}.${keyForColumn(keyOf(target))}.`;
    return { at: target, problem: 'The key cannot be used.', mend };
  }
  const names = Object.keys(kind.fields);
  const near = nearestName(target, names);
  return {
    at: target,
    problem: `${kind.title} have no field "${target}".`,
    mend: near
      ? `Did you mean ${near}?`
      : `Use one of ${names.join(', ')}, or ${kind.custom}.${keyForColumn(target.replace(/^\w+\./, ''))}.`,
  };
}

function unknownColumn(target: string, column: string, columns: readonly string[]): ProblemDetail {
  const near = nearestName(column, columns);
  return {
    at: target,
    problem: `The file has no column "${column}".`,
    mend: near ? `Did you mean "${near}"?` : `It has ${columns.map((name) => `"${name}"`).join(', ')}.`,
  };
}
