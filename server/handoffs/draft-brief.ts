import { z } from 'zod';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { receiverInTeam } from './find-receiver.ts';
import { HANDOFF_ROLES, RECEIVING_ROLES } from './offer-handoff.ts';
import { type Brief, prepareBrief } from './prepare-brief.ts';

/** For what a brief is wanted. */
export const briefQuery = z.object({
  account: z.uuid(),
  giverRole: z.enum(HANDOFF_ROLES),
  receiverRole: z.enum(RECEIVING_ROLES),
});

/** A brief to begin with, whom the account's team would offer it to, and how many open tasks would come along. */
export interface DraftBrief extends Brief {
  readonly receiver: { readonly id: string; readonly name: string } | null;
  /** Between two of one role the giver's open tasks of the account go to the receiver; 0 otherwise. */
  readonly tasks: number;
}

/** Fills in the shipped brief of two roles for an account, for the giver to finish. 404 for an account that is not here. */
export function draftBrief(
  database: Database,
  actor: MemberActor,
  query: z.output<typeof briefQuery>,
  now = new Date(),
): Promise<DraftBrief> {
  mayI(actor, 'read');
  const { account: accountId, giverRole, receiverRole } = query;
  return inOrganisation(database, actor, async (tx) => {
    const giver = await tx.one<{ name: string; email: string }>(
      'member',
      'select name, email from member where organisation_id = $1 and id = $2',
      [tx.organisationId, actor.memberId],
    );
    const brief = await prepareBrief(tx, { accountId, giverRole, receiverRole, giver }, now);
    const { tasks } = await tx.one<{ tasks: number }>(
      'account',
      `select count(*)::int as tasks from task where organisation_id = $1 and account_id = $2 and owner_id = $3 and state = 'open'`,
      [tx.organisationId, accountId, actor.memberId],
    );
    return {
      ...brief,
      receiver: await receiverInTeam(tx, accountId, receiverRole, actor.memberId),
      tasks: giverRole === receiverRole ? tasks : 0,
    };
  });
}
