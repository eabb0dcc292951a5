import type { Field, FieldType } from './field.ts';
import type { recordKinds } from './record-kinds.ts';

/** A kind of record that files bring in: its fields and what makes a row complete. */
export interface RecordKind {
  readonly title: string;
  /** Where columns without a field go: custom attributes of the record, or properties of the event. */
  readonly custom: 'attributes' | 'properties';
  /** Of each list at least one field must be mapped, besides the required ones. */
  readonly needs: readonly (readonly string[])[];
  /** Without an id a record is recognised by the first of these lists that the row fills, else by all of its content. */
  readonly knownBy: readonly (readonly string[])[];
  readonly fields: Readonly<Record<string, Field>>;
  /** What the fields must obey together; the fault names the field at which it is shown. */
  readonly check?: (record: Readonly<Record<string, unknown>>) => FieldFault | undefined;
}

export interface FieldFault {
  readonly field: string;
  readonly problem: string;
  readonly mend: string;
}

interface ValueOf extends Record<FieldType, unknown> {
  text: string;
  id: string;
  number: number;
  integer: number;
  /** Minor units of the record's currency. */
  money: number;
  currency: string;
  /** 'YYYY-MM-DD' */
  date: string;
  instant: Date;
  boolean: boolean;
  email: string;
  domain: string;
  label: string;
}

type Kinds = typeof recordKinds;
type Fields<Key extends keyof Kinds> = Kinds[Key]['fields'];

/** A record of one kind: mapped fields have a value or, where the cell is blank, null; others are absent. */
export type RecordOf<Key extends keyof Kinds> = {
  readonly [Name in keyof Fields<Key>]?: Fields<Key>[Name] extends Field<infer Type> ? ValueOf[Type] | null : never;
};
