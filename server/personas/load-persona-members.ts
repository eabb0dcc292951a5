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

/** A member in bytes: the contact, the account, and the day as a whole number. */
const BYTES = 36;
/** Stands for a day that is unknown. */
const UNKNOWN = -(2 ** 31);
const KINDS: readonly ColumnKind[] = ['bytes', 'bytes'];

/** The members of every persona by its key: all of them, or those who are these contacts or came in at accounts of these slots. */
export async function loadPersonaMembers(
  tx: Transaction,
  some: { readonly slots: readonly number[]; readonly contactIds: readonly string[] } | null,
): Promise<Map<string, MembersOfPersona>> {
  const members = new Map<string, MembersOfPersona>();
  await readRows(tx.client, queryOf(tx, some), KINDS, (_, [key, packed]) => {
    members.set(key!.toString('utf8'), unpack(packed!));
  });
  return members;
}

function unpack(packed: Buffer): MembersOfPersona {
  const members = new Map<string, KnownMember>();
  for (let at = 0; at < packed.length; at += BYTES) {
    const day = packed.readInt32BE(at + 32);
    members.set(packed.toString('hex', at, at + 16), {
      accountId: packed.toString('hex', at + 16, at + 32),
      quietSince: day === UNKNOWN ? Number.NaN : day,
    });
  }
  return members;
}

/** One row a persona: thousands of members are read faster out of one text of bytes than as rows. */
function queryOf(tx: Transaction, some: Parameters<typeof loadPersonaMembers>[1]): string {
  const organisation = tx.client.escapeLiteral(tx.organisationId);
  const slots = [...(some?.slots ?? []), -1].map(Number).join(',');
  const ids = tx.client.escapeLiteral(`{${(some?.contactIds ?? []).join(',')}}`);
  const only = some
    ? `and (m.contact_id = any(${ids}::uuid[])
        or m.account_id in (select id from account where organisation_id = ${organisation} and slot in (${slots})))`
    : '';
  return `select convert_to(m.persona_key, 'UTF8'), string_agg(uuid_send(m.contact_id) || uuid_send(m.account_id)
      || int4send(coalesce(m.quiet_since - date '1970-01-01', ${UNKNOWN})), '')
    from persona_member m where m.organisation_id = ${organisation} ${only} group by m.persona_key`;
}
