import { z } from 'zod';
import type { FileFormat } from '../csv/detect-format.ts';
import { type CustomType, customTypes, type Mapping } from '../csv/mapping.ts';
import type { ColumnFormat } from '../csv/values.ts';

const columnFormat = z.strictObject({
  dateOrder: z.enum(['dmy', 'mdy']).optional(),
  decimal: z.enum(['.', ',']).optional(),
});

/** Which column or constant goes to which field; see `parseMapping` for the same on the command line. */
export const mappingSchema = z
  .array(
    z
      .strictObject({
        target: z.string().min(1).max(300),
        column: z.string().max(1000).optional(),
        constant: z.string().max(10_000).optional(),
        type: z.enum(customTypes).optional(),
      })
      .refine(({ column, constant }) => (column === undefined) !== (constant === undefined), {
        message: 'Give either a column or a constant.',
      }),
  )
  .max(1000);

/** What a person may say about a file and its import; what is left out is detected, or follows from the organisation. */
export const importSettingsSchema = z.strictObject({
  encoding: z.string().max(40).optional(),
  delimiter: z.string().length(1, 'A delimiter is one character.').optional(),
  hasHeader: z.boolean().optional(),
  /** IANA name: the zone of times without an offset. */
  timeZone: z.string().max(100).optional(),
  /** ISO 4217: of amounts in rows without a currency. */
  currency: z.string().max(3).optional(),
  /** For all columns, unless `formats` says otherwise. */
  dateOrder: columnFormat.shape.dateOrder,
  decimal: columnFormat.shape.decimal,
  formats: z.record(z.string(), columnFormat).optional(),
  /** Whether facts of unknown accounts make these accounts; else such rows are rejected. */
  createAccounts: z.boolean().optional(),
  /** Whether columns without a field become attributes or properties. */
  keepRest: z.boolean().optional(),
});

export type ImportSettings = z.output<typeof importSettingsSchema>;

/** All that an import needs to read its file the same way again after an interruption. */
export interface ResolvedSettings {
  readonly format: FileFormat;
  readonly timeZone: string;
  readonly currency: string;
  readonly formats: Readonly<Record<string, ColumnFormat>>;
  readonly types: Readonly<Record<string, CustomType>>;
  readonly createAccounts: boolean;
}

/** How a file was imported last time. */
export interface RememberedMapping {
  readonly mapping: Mapping;
  readonly settings: ImportSettings;
}
