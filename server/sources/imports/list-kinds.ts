import type { RecordKind } from '../kinds/record-kind.ts';
import { type RecordKindKey, recordKindKeys, recordKinds } from '../kinds/record-kinds.ts';

/** A kind of record that can be imported, with its fields as a person maps columns to them. */
export interface ImportKind {
  readonly key: RecordKindKey;
  readonly title: string;
  readonly custom: RecordKind['custom'];
  readonly needs: RecordKind['needs'];
  readonly fields: readonly {
    readonly key: string;
    readonly title: string;
    readonly type: string;
    readonly required: boolean;
    readonly hint: string | null;
    readonly labels: readonly string[];
  }[];
}

/** What files can bring in. */
export function listKinds(): ImportKind[] {
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
        hint: field.hint ?? null,
        labels: Object.keys(field.labels ?? {}),
      })),
    };
  });
}
