import type { Transaction } from '../context/transaction.ts';
import { dateArray, textArray, uuidArray } from '../database/binary-array.ts';
import type { EpochDay } from '../lib/days.ts';

/** A move of a contact, as it is kept. */
export interface KeptPersonaMove {
  readonly personaKey: string;
  readonly contactId: string;
  readonly accountId: string;
  readonly direction: 'in' | 'out';
  readonly cause: 'data' | 'rule' | 'removed';
  /** In words, what did it. */
  readonly because: string;
  /** Since when nobody has spoken with them; null where that is unknown. */
  readonly quietSince: EpochDay | null;
}

/** Changes the members as the moves say. Both days 'YYYY-MM-DD': the one that people read, and the morning whose values did it. */
export async function writePersonaMoves(
  tx: Transaction,
  moves: readonly KeptPersonaMove[],
  days: { readonly movedOn: string; readonly asOf: string },
): Promise<void> {
  if (moves.length === 0) return;
  const sorted = [...moves].sort(inOrder);
  await addPersonaMembers(
    tx,
    sorted.filter((move) => move.direction === 'in'),
    days.movedOn,
  );
  const outward = sorted.filter((move) => move.direction === 'out');
  await tx.execute(
    `delete from persona_member m using unnest($2::text[], $3::uuid[]) o(persona_key, contact_id)
     where m.organisation_id = $1 and m.persona_key = o.persona_key and m.contact_id = o.contact_id`,
    [
      tx.organisationId,
      textArray(outward.map((one) => one.personaKey)),
      uuidArray(outward.map((one) => one.contactId)),
    ],
  );
  await tx.execute(
    `insert into persona_move (organisation_id, moved_on, as_of, persona_key, contact_id, account_id, direction, cause, because)
     select $1, $2, $3, * from unnest($4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[])`,
    [
      tx.organisationId,
      days.movedOn,
      days.asOf,
      textArray(sorted.map((one) => one.personaKey)),
      uuidArray(sorted.map((one) => one.contactId)),
      uuidArray(sorted.map((one) => one.accountId)),
      textArray(sorted.map((one) => one.direction)),
      textArray(sorted.map((one) => one.cause)),
      textArray(sorted.map((one) => one.because)),
    ],
  );
}

/** Takes contacts into personas, without a word in the history: they were in when the persona was first looked at. */
export async function addPersonaMembers(
  tx: Transaction,
  members: readonly Pick<KeptPersonaMove, 'personaKey' | 'contactId' | 'accountId' | 'quietSince'>[],
  since: string,
): Promise<void> {
  if (members.length === 0) return;
  const sorted = [...members].sort(inOrder);
  await tx.execute(
    `insert into persona_member (organisation_id, since, persona_key, contact_id, account_id, quiet_since)
     select $1, $2, * from unnest($3::text[], $4::uuid[], $5::uuid[], $6::date[]) on conflict do nothing`,
    [
      tx.organisationId,
      since,
      textArray(sorted.map((one) => one.personaKey)),
      uuidArray(sorted.map((one) => one.contactId)),
      uuidArray(sorted.map((one) => one.accountId)),
      dateArray(sorted.map((one) => one.quietSince)),
    ],
  );
}

/** Notes since when nobody has spoken with members, where that has changed. */
export async function writeQuiet(
  tx: Transaction,
  members: readonly Pick<KeptPersonaMove, 'personaKey' | 'contactId' | 'quietSince'>[],
): Promise<void> {
  if (members.length === 0) return;
  const sorted = [...members].sort(inOrder);
  await tx.execute(
    `update persona_member m set quiet_since = q.quiet_since
     from unnest($2::text[], $3::uuid[], $4::date[]) q(persona_key, contact_id, quiet_since)
     where m.organisation_id = $1 and m.persona_key = q.persona_key and m.contact_id = q.contact_id`,
    [
      tx.organisationId,
      textArray(sorted.map((one) => one.personaKey)),
      uuidArray(sorted.map((one) => one.contactId)),
      dateArray(sorted.map((one) => one.quietSince)),
    ],
  );
}

type Ordered = Pick<KeptPersonaMove, 'personaKey' | 'contactId'>;

function inOrder(a: Ordered, b: Ordered): number {
  const [one, other] = [`${a.personaKey}/${a.contactId}`, `${b.personaKey}/${b.contactId}`];
  return one < other ? -1 : one > other ? 1 : 0;
}
