import { createHash } from 'node:crypto';
import type { RecordKind } from '../kinds/record-kind.ts';
import { type RecordKindKey, recordKinds } from '../kinds/record-kinds.ts';
import type { MappedRow } from './map-row.ts';

/**
 * The id of a row: its own, else one that follows from what makes its kind of record recognisable (an invoice's account
 * and number), else from all it holds. The same row gives the same id in every import, whatever the order of rows,
 * columns and files.
 */
export function externalId(key: RecordKindKey, { record, custom }: MappedRow): string {
  const fields = record as Readonly<Record<string, unknown>>;
  if (typeof fields.id === 'string') return fields.id;
  const kind: RecordKind = recordKinds[key];
  const list = kind.knownBy.find((names) => names.every((name) => fields[name] !== null && fields[name] !== undefined));
  if (key === 'accounts' && list) return String(fields[list[0]!]);
  const known = list ? list.map((name) => [name, fields[name]]) : [sorted(fields), sorted(custom)];
  return `row:${createHash('sha256').update(JSON.stringify(known)).digest('base64url').slice(0, 22)}`;
}

/** A hash of all that a row says, by which the same row is recognised within a file. */
export function contentHash({ record, custom }: MappedRow): number {
  const text = JSON.stringify([sorted(record as Readonly<Record<string, unknown>>), sorted(custom)]);
  return createHash('sha1').update(text).digest().readUInt32LE(0);
}

function sorted(values: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
