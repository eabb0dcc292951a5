/** How a column of a fact is written: its type in PostgreSQL and what stands there when nothing is said. */
interface FactColumn {
  readonly type: 'text' | 'uuid' | 'date' | 'timestamptz' | 'bigint' | 'integer' | 'float8' | 'boolean';
  readonly otherwise?: string;
}

/**
 * The tables of facts that a source knows by its own ids, with the columns that can be written. All have an account, a
 * source, an external id, unique within the source, and attributes besides.
 */
export const FACT_TABLES = {
  contact: {
    name: { type: 'text' },
    email: { type: 'text' },
    phone: { type: 'text' },
    title: { type: 'text' },
    role: { type: 'text' },
    joined_on: { type: 'date' },
    left_on: { type: 'date' },
  },
  interaction: {
    contact_id: { type: 'uuid' },
    member_id: { type: 'uuid' },
    kind: { type: 'text' },
    direction: { type: 'text', otherwise: "'two_way'" },
    is_executive: { type: 'boolean', otherwise: 'false' },
    subject: { type: 'text' },
    summary: { type: 'text' },
    next_touchpoint: { type: 'date' },
    occurred_at: { type: 'timestamptz' },
  },
  ticket: {
    subject: { type: 'text' },
    priority: { type: 'text', otherwise: "'normal'" },
    status: { type: 'text' },
    opened_at: { type: 'timestamptz' },
    closed_at: { type: 'timestamptz' },
    reopened_at: { type: 'timestamptz' },
    csat: { type: 'integer' },
  },
  survey_response: {
    contact_id: { type: 'uuid' },
    kind: { type: 'text' },
    score: { type: 'float8' },
    comment: { type: 'text' },
    responded_at: { type: 'timestamptz' },
  },
  invoice: {
    number: { type: 'text' },
    amount_minor: { type: 'bigint' },
    currency: { type: 'text' },
    issued_on: { type: 'date' },
    due_on: { type: 'date' },
    paid_on: { type: 'date' },
  },
  opportunity: {
    name: { type: 'text' },
    kind: { type: 'text', otherwise: "'new'" },
    stage: { type: 'text' },
    owner_name: { type: 'text' },
    amount_minor: { type: 'bigint' },
    currency: { type: 'text' },
    opened_at: { type: 'timestamptz' },
    won_at: { type: 'timestamptz' },
    lost_at: { type: 'timestamptz' },
  },
  subscription: {
    plan: { type: 'text' },
    seats: { type: 'integer' },
    arr_minor: { type: 'bigint' },
    currency: { type: 'text' },
    starts_on: { type: 'date' },
    renews_on: { type: 'date' },
    ended_on: { type: 'date' },
  },
} as const satisfies Record<string, Record<string, FactColumn>>;

export type FactTable = keyof typeof FACT_TABLES;

export type FactColumnOf<Table extends FactTable> = keyof (typeof FACT_TABLES)[Table] & string;

export function columnOf(table: FactTable, column: string): FactColumn {
  const columns: Readonly<Record<string, FactColumn>> = FACT_TABLES[table];
  const found = columns[column];
  if (!found) throw new RangeError(`A ${table} has no column ${column} that can be written.`);
  return found;
}
