import type { FieldType } from '../kinds/field.ts';
import type { RecordKind } from '../kinds/record-kind.ts';
import { type DateOrder, orderEvidence } from './dates.ts';
import { type CustomType, fieldOf, isCustom, type Mapping } from './mapping.ts';
import { moneyEvidence } from './money.ts';
import type { DecimalSign } from './numbers.ts';
import type { CsvRow } from './read-rows.ts';
import { quoted } from './reading.ts';
import { type ColumnFormat, isBlank } from './values.ts';

/** A question about a column that its cells leave open; only a person can answer it. */
export interface Question {
  readonly column: string;
  readonly target: string;
  readonly about: 'dateOrder' | 'decimal';
  readonly problem: string;
  readonly mend: string;
  /** A few cells as they stand in the file. */
  readonly samples: readonly string[];
}

export interface Examination {
  /** What the cells prove, by column. */
  readonly formats: Readonly<Record<string, ColumnFormat>>;
  /** The types of attributes and properties that the mapping leaves open, by target. */
  readonly types: Readonly<Record<string, CustomType>>;
  readonly questions: readonly Question[];
  readonly rows: number;
}

const enoughRows = 1000;

/**
 * Looks at the cells of the mapped columns until their ways of writing dates and numbers are known: at the first
 * thousand rows, and further, to the end of the file if need be, while a column could be read in two ways. `known` are
 * the answers given already.
 */
export async function examineColumns(
  rows: AsyncIterable<CsvRow>,
  { kind, mapping, columns, known = {} }: ExaminedFile,
): Promise<Examination> {
  const studies = mapping.flatMap(({ target, column, type }) => {
    if (column === undefined) return [];
    const isOpen = isCustom(kind, target) && type === undefined;
    const fieldType = isOpen ? undefined : fieldOf(kind, target, type)?.type;
    return [new Study(target, column, columns.indexOf(column), fieldType, known[column] ?? {})];
  });
  let count = 0;
  for await (const row of rows) {
    if (row.broken) continue;
    count += 1;
    for (const study of studies) study.see(row.cells[study.at] ?? '');
    if (count >= enoughRows && !studies.some((study) => study.question())) break;
  }
  return {
    formats: Object.fromEntries(studies.map((study) => [study.column, study.format()])),
    types: Object.fromEntries(studies.map((study) => study.customType()).filter((type) => type !== undefined)),
    questions: studies.flatMap((study) => study.question() ?? []),
    rows: count,
  };
}

export interface ExaminedFile {
  readonly kind: RecordKind;
  readonly mapping: Mapping;
  readonly columns: readonly string[];
  readonly known?: Readonly<Record<string, ColumnFormat>>;
}

const dateTypes = new Set<FieldType | undefined>(['date', 'instant']);
const numberTypes = new Set<FieldType | undefined>(['number', 'integer', 'money', undefined]);
const mostLabels = 200;

/** What the cells of one column have shown so far. */
class Study {
  readonly target: string;
  readonly column: string;
  readonly at: number;
  readonly #type: FieldType | undefined;
  readonly #known: ColumnFormat;
  readonly #orders = new Set<DateOrder>();
  readonly #signs = new Set<DecimalSign>();
  readonly #unclear: string[] = [];
  readonly #labels = new Set<string>();
  #filled = 0;
  #numbers = 0;
  #truths = 0;

  constructor(target: string, column: string, at: number, type: FieldType | undefined, known: ColumnFormat) {
    this.target = target;
    this.column = column;
    this.at = at;
    this.#type = type;
    this.#known = known;
  }

  see(cell: string): void {
    const text = cell.trim();
    if (isBlank(text, this.#type ?? 'number')) return;
    this.#filled += 1;
    if (dateTypes.has(this.#type)) this.#note(orderEvidence(text), this.#orders, text);
    else if (numberTypes.has(this.#type)) this.#note(moneyEvidence(text), this.#signs, text);
    if (this.#type !== undefined) return;
    if (isPlainNumber(text)) this.#numbers += 1;
    if (/^(true|false)$/i.test(text)) this.#truths += 1;
    if (this.#labels.size <= mostLabels) this.#labels.add(text);
  }

  #note<Evidence extends string>(
    evidence: Evidence | 'ambiguous' | undefined,
    proven: Set<Evidence>,
    text: string,
  ): void {
    if (evidence === 'ambiguous') {
      if (this.#unclear.length < 3) this.#unclear.push(text);
    } else if (evidence) proven.add(evidence);
  }

  format(): ColumnFormat {
    const [dateOrder] = this.#known.dateOrder ? [this.#known.dateOrder] : this.#orders.size === 1 ? this.#orders : [];
    const [decimal] = this.#known.decimal ? [this.#known.decimal] : this.#signs.size === 1 ? this.#signs : [];
    return { ...(dateOrder && { dateOrder }), ...(decimal && { decimal }) };
  }

  customType(): [string, CustomType] | undefined {
    if (this.#type !== undefined) return undefined;
    return [this.target, this.#openType()];
  }

  #openType(): CustomType {
    if (this.#filled === 0) return 'text';
    if (this.#truths === this.#filled) return 'boolean';
    if (this.#isNumeric()) return 'number';
    return this.#labels.size <= mostLabels && this.#labels.size * 2 <= this.#filled ? 'label' : 'text';
  }

  /** All cells are numbers, and the column is not named as one of ids or codes, whose digits are no amount. */
  #isNumeric(): boolean {
    if (this.#numbers < this.#filled || this.#filled === 0) return false;
    return !/(^|[^a-z])(id|ids|code|zip|postcode|plz|cep|phone|number|no|nr|sku|ean)$/i.test(
      this.column.replace(/([a-z])([A-Z])/g, '$1 $2'),
    );
  }

  question(): Question | undefined {
    const about = dateTypes.has(this.#type) ? 'dateOrder' : 'decimal';
    if (this.#known[about]) return undefined;
    const proven = about === 'dateOrder' ? this.#orders.size : this.#signs.size;
    if (this.#type === undefined && (!this.#isNumeric() || this.#unclear.length === 0)) return undefined;
    if (this.#unclear.length === 0 ? proven < 2 : proven === 1) return undefined;
    return { column: this.column, target: this.target, about, samples: this.#unclear, ...this.#words(about, proven) };
  }

  #words(about: Question['about'], proven: number): { problem: string; mend: string } {
    const example = quoted(this.#unclear[0] ?? '');
    const twoWays = about === 'dateOrder' ? 'the day first or the month first' : 'a decimal point or a decimal comma';
    const mend = `Say which: ${about === 'dateOrder' ? 'day first (dmy) or month first (mdy)' : 'a point (.) or a comma (,)'}.`;
    if (proven > 1) return { problem: `The column "${this.column}" is written in both ways, with ${twoWays}.`, mend };
    return { problem: `The column "${this.column}" can be read with ${twoWays}: ${example}.`, mend };
  }
}

function isPlainNumber(text: string): boolean {
  return /^-?(0|[1-9]\d{0,14})(\.\d+)?$/.test(text);
}
