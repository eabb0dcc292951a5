import { z } from 'zod';
import type { Actor } from '../../context/actor.ts';
import { isAllowed } from '../../context/permission.ts';
import { accountFilter, accountSort } from '../list/account-filter.ts';

/** A search of the accounts page that somebody gave a name; everybody of the organisation sees it. */
export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  /** The search as it stands in the address of the page. */
  readonly filter: Readonly<Record<string, string>>;
  readonly createdBy: string;
  readonly mayDelete: boolean;
}

const search = z
  .record(z.string(), z.string().max(200))
  .refine((given) => accountFilter.extend({ sort: accountSort.optional() }).strict().safeParse(given).success, {
    message: 'This is no search of the accounts page.',
  });

/** A name and what it stands for. */
export const newSearch = z.strictObject({
  name: z.string().trim().min(1, 'Give the search a name.').max(100, 'At most 100 characters.'),
  filter: search,
});

/** Who saved it may delete it, and so may those who manage. */
export function mayDelete(actor: Actor, creatorId: string): boolean {
  return isAllowed(actor, 'manage_sources') || (isAllowed(actor, 'work') && actor.memberId === creatorId);
}
