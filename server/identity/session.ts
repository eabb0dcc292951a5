import type { Actor } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';
import { notFound, problem } from '../lib/problem.ts';

/** One place where a person is signed in. */
export interface Session {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly address: string | null;
  /** The browser, as it names itself. */
  readonly browser: string | null;
}

/** The user behind a member; 404 for somebody who cannot sign in. */
export async function userOfMember(tx: Transaction, memberId: string): Promise<string> {
  const { user_id } = await tx.one<{ user_id: string | null }>(
    'member',
    'select user_id from member where organisation_id = $1 and id = $2',
    [tx.organisationId, memberId],
  );
  if (!user_id) throw notFound('user');
  return user_id;
}

/** The actor's own member id; keys and the system have no sessions. */
export function ownMember(actor: Actor): string {
  if (actor.kind === 'member') return actor.memberId;
  throw problem(403, 'Sessions belong to people: sign in to see or end yours.');
}
