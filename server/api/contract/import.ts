import { z } from '@hono/zod-openapi';
import { recordKindKeys } from '../../sources/kinds/record-kinds.ts';

const kind = z.enum(recordKindKeys);

const assignment = z.object({
  target: z.string().openapi({ description: 'A field, or attributes.<key>, or properties.<key>.' }),
  column: z.string().optional(),
  constant: z.string().optional(),
  type: z.enum(['text', 'label', 'number', 'boolean', 'date']).optional(),
});

export const importSchema = z
  .object({
    id: z.uuid(),
    kind,
    sourceId: z.uuid(),
    sourceName: z.string(),
    state: z.enum(['uploaded', 'running', 'completed', 'failed', 'undoing', 'undone']),
    fileName: z.string(),
    bytesTotal: z.int(),
    bytesRead: z.int(),
    mapping: z.array(assignment),
    rowsRead: z.int(),
    rowsCreated: z.int(),
    rowsUpdated: z.int(),
    rowsUnchanged: z.int(),
    rowsRejected: z.int(),
    problem: z.string().nullable().openapi({ description: 'Why it failed, or what an undo had to leave.' }),
    createdByName: z.string().nullable(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    undoneAt: z.iso.datetime().nullable(),
  })
  .openapi('Import');

const columnFormat = z.object({ dateOrder: z.enum(['dmy', 'mdy']).optional(), decimal: z.enum(['.', ',']).optional() });

const rowProblem = z.object({
  row: z.int(),
  column: z.string().optional(),
  problem: z.string(),
  mend: z.string(),
});

export const importPreviewSchema = z
  .object({
    import: importSchema,
    settings: z.object({
      format: z.object({
        encoding: z.string(),
        delimiter: z.string(),
        hasHeader: z.boolean(),
        columns: z.array(z.string()),
      }),
      timeZone: z.string(),
      currency: z.string(),
      createAccounts: z.boolean(),
      formats: z.record(z.string(), columnFormat),
      types: z.record(z.string(), z.string()),
    }),
    mapping: z.array(assignment),
    mappedBy: z.enum(['person', 'memory', 'guess']),
    guesses: z.array(assignment.extend({ confidence: z.number() })),
    problems: z.array(z.object({ at: z.string(), problem: z.string(), mend: z.string().optional() })),
    questions: z.array(
      z.object({
        column: z.string(),
        target: z.string(),
        about: z.enum(['dateOrder', 'decimal']),
        problem: z.string(),
        mend: z.string(),
        samples: z.array(z.string()),
      }),
    ),
    rows: z.array(
      z.object({
        row: z.int().openapi({ description: 'The line of the file.' }),
        cells: z.array(z.string()),
        values: z.record(z.string(), z.unknown()).openapi({ description: 'As they would be stored, by target.' }),
        problems: z.array(rowProblem),
      }),
    ),
    unknownAccounts: z.array(z.string()),
  })
  .openapi('ImportPreview');

export const rejectedRowSchema = z
  .object({
    row: z.int(),
    position: z.int(),
    column: z.string().nullable(),
    problem: z.string(),
    mend: z.string(),
    cells: z.array(z.string()),
  })
  .openapi('RejectedRow');

export const importKindSchema = z
  .object({
    key: kind,
    title: z.string(),
    custom: z.enum(['attributes', 'properties']).openapi({ description: 'Where columns without a field can go.' }),
    needs: z.array(z.array(z.string())).openapi({ description: 'Of each list at least one must be mapped.' }),
    fields: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        type: z.string(),
        required: z.boolean(),
        hint: z.string().nullable(),
        labels: z.array(z.string()).openapi({ description: 'What may stand there; empty for anything.' }),
      }),
    ),
  })
  .openapi('ImportKind');

export type Import = z.infer<typeof importSchema>;
export type ImportPreview = z.infer<typeof importPreviewSchema>;
export type RejectedRow = z.infer<typeof rejectedRowSchema>;
export type ImportKind = z.infer<typeof importKindSchema>;
export type Assignment = z.infer<typeof assignment>;
