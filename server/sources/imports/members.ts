import type { Transaction } from '../../context/transaction.ts';
import { textArray } from '../../database/binary-array.ts';
import type { MappedRow, RowProblem } from '../csv/map-row.ts';
import type { IdentifiedRow, WritingContext } from './row-outcome.ts';

/** The members whose addresses stand in some fields of the rows: address to id. */
export async function loadMembers(
  tx: Transaction,
  rows: readonly IdentifiedRow[],
  fields: readonly string[],
): Promise<Map<string, string>> {
  const addresses = new Set(rows.flatMap(({ mapped }) => fields.flatMap((field) => addressIn(mapped, field) ?? [])));
  if (addresses.size === 0) return new Map();
  const members = await tx.query<{ id: string; email: string }>(
    `select id, email from member where organisation_id = $1 and email = any($2::text[]) and status <> 'left'`,
    [tx.organisationId, textArray([...addresses])],
  );
  return new Map(members.map(({ id, email }) => [email, id]));
}

/** The problem of a row that names somebody who is not a member; undefined when all is well. */
export function noSuchMember(
  mapped: MappedRow,
  fields: readonly string[],
  members: ReadonlyMap<string, string>,
  { columnOf }: WritingContext,
): RowProblem | undefined {
  for (const field of fields) {
    const address = addressIn(mapped, field);
    if (address === undefined || members.has(address)) continue;
    return {
      row: mapped.row,
      column: columnOf(field),
      problem: `No member has the address ${address}.`,
      mend: 'Invite this person first, or do not map the column.',
    };
  }
  return undefined;
}

function addressIn({ record }: MappedRow, field: string): string | undefined {
  const value = (record as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'string' ? value : undefined;
}
