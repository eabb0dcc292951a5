import type { Transaction } from '../context/transaction.ts';
import { type ColumnKind, readRows } from '../signals/columns/read-columns.ts';

/** A member of a persona, as the last diagnosis left it. */
interface KnownMember {
  /** The account at which they came in. */
  readonly accountId: string;
  /** Since when nobody has spoken with them, an epoch day; NaN where that is unknown. */
  readonly quietSince: number;
}

/** Members by the id of the contact. All ids are 32 hexadecimal digits. */
export type MembersOfPersona = ReadonlyMap<string, KnownMember>;

const KINDS: readonly ColumnKind[] = ['number', 'bytes', 'bytes', 'bytes'];

/** The members of every persona by its key: all of them, or those who are these contacts or came in at accounts of these slots. */
export async function loadPersonaMembers(
  tx: Transaction,
  some: { readonly slots: readonly number[]; readonly contactIds: readonly string[] } | null,
): Promise<Map<string, MembersOfPersona>> {
  const members = new Map<string, Map<string, KnownMember>>();
  await readRows(tx.client, queryOf(tx, some), KINDS, (numbers, bytes) => {
    const key = bytes[1]!.toString('utf8');
    const ofPersona = members.get(key) ?? new Map<string, KnownMember>();
    members.set(key, ofPersona);
    ofPersona.set(bytes[2]!.toString('hex'), { accountId: bytes[3]!.toString('hex'), quietSince: numbers[0]! });
  });
  return members;
}

function queryOf(tx: Transaction, some: Parameters<typeof loadPersonaMembers>[1]): string {
  const organisation = tx.client.escapeLiteral(tx.organisationId);
  const read = (condition: string) =>
    `select (m.quiet_since - date '1970-01-01')::float8, convert_to(m.persona_key, 'UTF8'), uuid_send(m.contact_id), uuid_send(m.account_id)
     from persona_member m where m.organisation_id = ${organisation} ${condition}`;
  if (some === null) return read('');
  const slots = [...some.slots, -1].map(Number).join(',');
  const ids = tx.client.escapeLiteral(`{${some.contactIds.join(',')}}`);
  return `${read(`and m.account_id in (select id from account where organisation_id = ${organisation} and slot in (${slots}))`)}
    union ${read(`and m.contact_id = any(${ids}::uuid[])`)}`;
}
