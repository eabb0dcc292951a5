import type { Transaction } from '../context/transaction.ts';

/** Takes back the jobs of the organisation that wait, of one task or of all; those being performed go on. Returns how many. */
export async function forgetJobs(tx: Transaction, task: string | null = null): Promise<number> {
  const { count } = await tx.one<{ count: number }>('queue', 'select forget_jobs($1) as count', [task]);
  return count;
}
