import type { Transaction } from '../context/transaction.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';

/** How often runs of a playbook went another way at one point, because somebody made them. */
export interface CountedDeviation {
  readonly kind: 'due_moved' | 'optional_skipped' | 'required_skipped';
  /** Title of the step. */
  readonly step: string;
  readonly runs: number;
  /** How many of them by an exception that somebody else approved. */
  readonly byException: number;
  /** Why, as members wrote it: the latest three that differ. */
  readonly reasons: readonly string[];
}

/** Where runs of the last year went another way than the playbook says, what happens most first: where the playbook itself may be wrong. */
export async function countDeviations(
  tx: Transaction,
  key: string,
  { steps }: PlaybookDefinition,
): Promise<CountedDeviation[]> {
  const rows = await tx.query<Omit<CountedDeviation, 'reasons'> & { reasons: (string | null)[] }>(
    `select kind, step_id as step, count(distinct run_id)::int as runs, count(distinct run_id) filter (where exception_id is not null)::int as "byException",
       array_agg(reason order by at desc) as reasons
     from run_deviation
     where organisation_id = $1 and playbook_key = $2 and at > now() - interval '365 days'
     group by kind, step_id order by runs desc, step_id limit 30`,
    [tx.organisationId, key],
  );
  return rows.map(({ reasons, step, ...row }) => ({
    ...row,
    step: steps.find(({ id }) => id === step)?.title ?? step,
    reasons: [...new Set(reasons.filter((one) => one !== null))].slice(0, 3),
  }));
}
