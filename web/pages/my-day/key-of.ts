import type { WorkItem } from '../../../server/api/contract/my-day.ts';

/** What tells one item of My day from all others: 'task:<id>'. */
export function keyOf({ kind, id }: Pick<WorkItem, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}
