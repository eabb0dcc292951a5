import type { Transaction } from '../context/transaction.ts';
import type { ContactFacts } from '../signals/contacts/contact-facts.ts';
import type { PersonaMove } from './find-persona-moves.ts';

/** The ids of the accounts whose contacts moved, by slot; archived ones are missing. */
export async function accountsOfMoves(
  tx: Transaction,
  { slots }: ContactFacts,
  moves: readonly PersonaMove[],
): Promise<Map<number, string>> {
  if (moves.length === 0) return new Map();
  const accounts = await tx.query<{ slot: number; id: string }>(
    'select slot, id from account where organisation_id = $1 and slot = any($2::int[]) and archived_at is null',
    [tx.organisationId, [...new Set(moves.map(({ contact }) => slots[contact]!))]],
  );
  return new Map(accounts.map(({ slot, id }) => [slot, id]));
}
