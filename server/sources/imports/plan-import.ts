import type { ProblemDetail } from '../../lib/problem.ts';
import { detectFormat } from '../csv/detect-format.ts';
import { type Examination, examineColumns } from '../csv/examine-columns.ts';
import { type Guess, guessMapping } from '../csv/guess-mapping.ts';
import { type CustomType, checkMapping, type Mapping, resolveMapping } from '../csv/mapping.ts';
import { type CsvRow, readRows } from '../csv/read-rows.ts';
import type { ColumnFormat } from '../csv/values.ts';
import type { RecordKind } from '../kinds/record-kind.ts';
import { type RecordKindKey, recordKinds } from '../kinds/record-kinds.ts';
import type { ImportSettings, RememberedMapping, ResolvedSettings } from './import-settings.ts';

/** What an import would do: how the file is read, which column goes where, and what is still open. */
export interface ImportPlan {
  readonly settings: ResolvedSettings;
  /** What has been said, now or last time: to be remembered for the next file. */
  readonly said: ImportSettings;
  readonly mapping: Mapping;
  /** Where the mapping comes from: the person, the last import with these columns, or the names and cells of the file. */
  readonly mappedBy: 'person' | 'memory' | 'guess';
  /** The guess for every column, with how sure it is. */
  readonly guesses: readonly Guess[];
  /** What is wrong with the mapping; nothing can be imported before it is mended. */
  readonly problems: readonly ProblemDetail[];
  readonly questions: Examination['questions'];
  /** The first rows of the file. */
  readonly sample: readonly CsvRow[];
}

export interface PlanningContext {
  readonly kind: RecordKindKey;
  readonly organisation: { readonly timeZone: string; readonly currency: string };
  /** Finds how a file with these columns was imported last time. */
  readonly remember: (columns: readonly string[]) => Promise<RememberedMapping | null>;
  /** The types of attributes that the organisation has already. */
  readonly attributeTypes: ReadonlyMap<string, CustomType>;
}

const sampleSize = 200;

/** Works out how a file would be imported. `mapping` and `settings` are what the person has said so far. */
export async function planImport(
  path: string,
  { kind: key, organisation, remember, attributeTypes }: PlanningContext,
  said: { readonly mapping?: Mapping | undefined; readonly settings?: ImportSettings | undefined },
): Promise<ImportPlan> {
  const kind: RecordKind = recordKinds[key];
  const saidSettings = said.settings ?? {};
  const { encoding, delimiter, hasHeader } = saidSettings;
  const format = await detectFormat(path, {
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(hasHeader !== undefined && { hasHeader }),
  });
  const { columns } = format;
  const sample = await firstRows(readRows(path, format), sampleSize);
  const cells = sample.filter(({ broken }) => !broken).map((row) => row.cells);
  const remembered = said.mapping ? null : await remember(columns);
  const settings = { ...remembered?.settings, ...saidSettings };
  const guesses = guessMapping(kind, columns, cells, { keepRest: true });
  const guessed = settings.keepRest ? guesses : guessMapping(kind, columns, cells);
  const chosen = said.mapping ?? remembered?.mapping ?? guessed.map(({ target, column }) => ({ target, column }));
  const complete = said.mapping && settings.keepRest ? withRest(chosen, guesses) : chosen;
  const mapping = withTypes(resolveMapping(kind, complete, columns), key, attributeTypes);
  const problems = checkMapping(kind, mapping, columns);
  const known = knownFormats(columns, settings);
  const examined = mapping.filter(({ column }) => column === undefined || columns.includes(column));
  const examination = await examineColumns(readRows(path, format), { kind, mapping: examined, columns, known });
  return {
    settings: {
      format,
      timeZone: settings.timeZone ?? organisation.timeZone,
      currency: settings.currency ?? organisation.currency,
      createAccounts: settings.createAccounts ?? false,
      formats: examination.formats,
      types: examination.types,
    },
    said: settings,
    mapping,
    mappedBy: said.mapping ? 'person' : remembered ? 'memory' : 'guess',
    guesses,
    problems,
    questions: examination.questions,
    sample,
  };
}

async function firstRows(rows: AsyncIterable<CsvRow>, count: number): Promise<CsvRow[]> {
  const first: CsvRow[] = [];
  for await (const row of rows) {
    first.push(row);
    if (first.length >= count) break;
  }
  return first;
}

/** Columns that the mapping leaves out go where the guess would keep them, unless something else is there. */
function withRest(mapping: Mapping, guesses: readonly Guess[]): Mapping {
  const columns = new Set(mapping.map(({ column }) => column));
  const targets = new Set(mapping.map(({ target }) => target));
  const rest = guesses.filter(
    ({ column, target }) => !columns.has(column) && !targets.has(target) && target.includes('.'),
  );
  return [...mapping, ...rest.map(({ target, column }) => ({ target, column }))];
}

/** An attribute that the organisation has keeps its type. */
function withTypes(mapping: Mapping, key: RecordKindKey, types: ReadonlyMap<string, CustomType>): Mapping {
  if (key !== 'accounts') return mapping;
  return mapping.map((assignment) => {
    const type = assignment.type ?? types.get(assignment.target.replace(/^attributes\./, ''));
    return assignment.target.startsWith('attributes.') && type ? { ...assignment, type } : assignment;
  });
}

function knownFormats(columns: readonly string[], settings: ImportSettings): Record<string, ColumnFormat> {
  const { dateOrder, decimal, formats = {} } = settings;
  return Object.fromEntries(
    columns.map((column) => {
      const said = formats[column] ?? {};
      const [order, sign] = [said.dateOrder ?? dateOrder, said.decimal ?? decimal];
      return [column, { ...(order && { dateOrder: order }), ...(sign && { decimal: sign }) }];
    }),
  );
}
