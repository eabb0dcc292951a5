import type { Transaction } from '../../context/transaction.ts';

const NAME = 'By hand';

/** The source of what members enter themselves, made when the first of them does. */
export async function handSource(tx: Transaction): Promise<string> {
  const find = () =>
    tx.maybe<{ id: string }>(
      `select id from source where organisation_id = $1 and kind = 'manual' order by created_at limit 1`,
      [tx.organisationId],
    );
  const known = await find();
  if (known) return known.id;
  await tx.execute(
    `insert into source (organisation_id, name, kind) values ($1, $2, 'manual') on conflict (organisation_id, name) do nothing`,
    [tx.organisationId, NAME],
  );
  const made = await find();
  if (!made) throw new Error(`A source named "${NAME}" is in the way of what is entered by hand.`);
  return made.id;
}

/** Makes an account known to that source by its own id, so that it can be written by it. 404 for an account that is not here. */
export async function knowByHand(tx: Transaction, sourceId: string, accountId: string): Promise<string> {
  await tx.one('account', 'select from account where organisation_id = $1 and id = $2', [tx.organisationId, accountId]);
  const { external_id } = (await tx.maybe<{ external_id: string }>(
    'select external_id from account_identity where organisation_id = $1 and source_id = $2 and account_id = $3 limit 1',
    [tx.organisationId, sourceId, accountId],
  )) ?? { external_id: null };
  if (external_id !== null) return external_id;
  await tx.execute(
    `insert into account_identity (organisation_id, source_id, external_id, account_id) values ($1, $2, $3, $4)
     on conflict do nothing`,
    [tx.organisationId, sourceId, accountId, accountId],
  );
  return accountId;
}
