/** What a schema of the OpenAPI document says about a value, as far as examples need it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

export interface Examples {
  readonly uuid: string;
  readonly text: string;
  /** The `components.schemas` of the document. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: '2024-01-01',
  'date-time': '2099-01-01T00:00:00Z',
  email: 'somebody@example.com',
  uri: 'https://example.com/',
};

/** A value that the schema accepts, every optional field present; ids and texts are the given ones where the schema lets them. */
export function exampleOf(schema: Schema, examples: Examples): unknown {
  if (schema.$ref) return exampleOf(examples.schemas[schema.$ref.split('/').at(-1)!] ?? {}, examples);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return exampleOf(choice, examples);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, examples)));
  const type = typeof schema.type === 'object' ? schema.type.find((one) => one !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(property, examples)]),
      );
    case 'array':
      return [exampleOf(schema.items ?? {}, examples)];
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'string':
      return textOf(schema, examples);
    default:
      return null;
  }
}

function textOf({ format, pattern, minLength = 0 }: Schema, { uuid, text }: Examples): string {
  if (format === 'uuid') return uuid;
  if (format && format in FORMATS) return FORMATS[format]!;
  if (pattern && !new RegExp(pattern).test(text)) {
    const fitting = ['2024-01-01', '09:00', '12', 'a', 'A', 'ABC'].find((one) => new RegExp(pattern).test(one));
    if (fitting) return fitting;
  }
  return text.padEnd(minLength, 'x');
}
