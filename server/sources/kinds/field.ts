/** How a field is read; see `values.ts` and its neighbours for what each accepts. */
export type FieldType =
  | 'text'
  | 'id'
  | 'number'
  | 'integer'
  | 'money'
  | 'currency'
  | 'date'
  | 'instant'
  | 'boolean'
  | 'email'
  | 'domain'
  | 'label';

/** A field of a record, as an import can fill it. */
export interface Field<Type extends FieldType = FieldType> {
  readonly title: string;
  readonly type: Type;
  readonly required: boolean;
  /** Names of columns that usually hold it, in lower case without accents, for guessing. */
  readonly synonyms: readonly string[];
  /** Of a label: what may stand there, and other words for each. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** Of a text: how many characters it may have. */
  readonly longest?: number;
  readonly min?: number;
  readonly max?: number;
  /** What joins the cells where several columns are mapped to the field: first and last name, the parts of an id. */
  readonly joint?: string;
  /** Other names for the field in a mapping. */
  readonly aliases?: readonly string[];
  /** One sentence for the person who maps, where the title does not say enough. */
  readonly hint?: string;
}

export type FieldOptions = Partial<Omit<Field, 'title' | 'type' | 'synonyms' | 'labels'>> & {
  /** Label to other words for it, separated by commas. */
  readonly labels?: Readonly<Record<string, string>>;
};

/** Defines a field; `synonyms` are separated by commas. */
export function field<Type extends FieldType>(
  type: Type,
  title: string,
  synonyms = '',
  { labels, required = false, ...options }: FieldOptions = {},
): Field<Type> {
  return {
    title,
    type,
    required,
    synonyms: words(synonyms),
    ...options,
    ...(labels && { labels: Object.fromEntries(Object.entries(labels).map(([label, list]) => [label, words(list)])) }),
  };
}

function words(list: string): string[] {
  return list.split(',').flatMap((word) => word.trim() || []);
}
