import type { Transaction } from '../../context/transaction.ts';

/** How many people share the tasks: members who are the CSM of an account, else those with that role, else one. */
export async function countPeople(tx: Transaction): Promise<number> {
  const { assigned, csms } = await tx.one<{ assigned: number; csms: number }>(
    'organisation',
    `select (select count(distinct t.member_id) from account_team t where t.organisation_id = $1 and t.role = 'csm' and t.valid_to is null) as assigned,
       (select count(*) from member m where m.organisation_id = $1 and m.role = 'csm') as csms`,
    [tx.organisationId],
  );
  return assigned || csms || 1;
}
