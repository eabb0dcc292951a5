import type { Transaction } from '../context/transaction.ts';

/** A contact that somebody of the team had with the customer. */
export interface Contact {
  readonly id: string;
  readonly at: Date;
  /** What it was, for the log: its kind and subject. */
  readonly what: string;
}

/**
 * By run: the first contact with the account since the run started, for open runs that nobody has acted on yet. A note among ourselves and a
 * message that only came in are no action.
 */
export async function firstContacts(
  tx: Transaction,
  accountIds: readonly string[] | null,
  now: Date,
): Promise<Map<string, Contact>> {
  const rows = await tx.query<Contact & { run_id: string } & Record<string, unknown>>(
    `select distinct on (r.id) r.id as run_id, i.id, i.occurred_at as at, concat_ws(': ', i.kind, i.subject) as what
     from run r
     join interaction i on i.organisation_id = $1 and i.account_id = r.account_id
     where r.organisation_id = $1 and r.state = 'open' and r.first_action_at is null
       and ($2::uuid[] is null or r.account_id = any($2))
       and i.kind <> 'note' and i.direction in ('outbound', 'two_way')
       and i.occurred_at >= r.started_at and i.occurred_at <= $3
     order by r.id, i.occurred_at, i.id`,
    [tx.organisationId, accountIds, now],
  );
  return new Map(rows.map(({ run_id, id, at, what }) => [run_id, { id, at, what }]));
}
