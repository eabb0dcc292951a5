import type { FieldType } from './field.ts';
import type { RecordKind } from './record-kind.ts';
import { type RecordKindKey, recordKindKeys, recordKinds } from './record-kinds.ts';

/** A kind of record and its fields, for those who choose a mapping. */
export interface KindDescription {
  readonly key: RecordKindKey;
  readonly title: string;
  /** Where columns without a field can go. */
  readonly custom: 'attributes' | 'properties';
  /** Of each list at least one field must be mapped. */
  readonly needs: readonly (readonly string[])[];
  readonly fields: readonly FieldDescription[];
}

export interface FieldDescription {
  readonly key: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** Whether several columns can be mapped to it. */
  readonly joins: boolean;
  readonly labels: readonly string[] | null;
  readonly hint: string | null;
}

/** All kinds of record that files bring in. */
export function describeKinds(): KindDescription[] {
  return recordKindKeys.map((key) => {
    const { title, custom, needs, fields }: RecordKind = recordKinds[key];
    return {
      key,
      title,
      custom,
      needs,
      fields: Object.entries(fields).map(([name, field]) => ({
        key: name,
        title: field.title,
        type: field.type,
        required: field.required,
        joins: field.joint !== undefined,
        labels: field.labels ? Object.keys(field.labels) : null,
        hint: field.hint ?? null,
      })),
    };
  });
}
