import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf } from '../lib/days.ts';
import { findSharers } from './find-sharers.ts';
import { keepMove } from './keep-move.ts';
import { placeMembers } from './place-members.ts';
import { SHARING_RULES, type SharedAccount, type SharingRule, shareOut } from './share-out.ts';
import { tellReceivers } from './tell-receivers.ts';

/** By which rule accounts without a CSM get one. */
export const assignment = z.strictObject({ rule: z.enum(SHARING_RULES) });

/** Who would get what: each member with what they carry now, and the accounts they would get. ARR in minor units of the organisation's currency. */
export interface AssignmentPlan {
  readonly rule: SharingRule;
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly accounts: number;
    readonly tasks: number;
    readonly arrMinor: number;
    readonly gets: readonly { readonly id: string; readonly name: string; readonly arrMinor: number }[];
  }[];
  /** Accounts for which nobody was found. */
  readonly left: number;
}

/** How accounts without a CSM who is here would be shared out; nothing is written. */
export function previewAssignment(
  database: Database,
  actor: Actor,
  input: z.input<typeof assignment>,
  now = new Date(),
): Promise<AssignmentPlan> {
  mayI(actor, 'manage_team');
  const { rule } = assignment.parse(input);
  return inOrganisation(database, actor, (tx) => planAssignment(tx, rule, now));
}

/**
 * Gives every account without a CSM who is here a CSM by the rule. Returns how many and the id of the move, for taking it back; null when there was nothing to
 * do. Asked for twice, the second finds nothing left.
 */
export function assignAccounts(
  database: Database,
  actor: Actor,
  input: z.input<typeof assignment>,
  now = new Date(),
): Promise<{ id: string | null; accounts: number }> {
  mayI(actor, 'manage_team');
  const { rule } = assignment.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
    const plan = await planAssignment(tx, rule, now);
    const assignments = plan.members.flatMap(({ id, gets }) =>
      gets.map((account) => ({ accountId: account.id, role: 'csm' as const, memberId: id })),
    );
    const places = await placeMembers(tx, assignments, `Assigned by rule: ${rule.replaceAll('_', ' ')}`);
    if (places.length === 0) return { id: null, accounts: 0 };
    const changes = { places, tasks: [], handoffs: [] };
    const id = await keepMove(tx, { kind: 'assignment', memberId: null, choice: { rule }, changes, reason: null }, now);
    await tellReceivers(tx, id, 'those that had no CSM', changes);
    return { id, accounts: places.length };
  });
}

async function planAssignment(tx: Transaction, rule: SharingRule, now: Date): Promise<AssignmentPlan> {
  const { timeZone } = await organisationOf(tx);
  const accounts = await tx.query<SharedAccount & { readonly name: string }>(
    `select a.id, a.name, coalesce(a.arr_minor, 0)::float8 as "arrMinor",
       (select count(*)::int from task k where k.organisation_id = $1 and k.account_id = a.id and k.state = 'open') as tasks
     from account a
     where a.organisation_id = $1 and a.archived_at is null and coalesce(a.stage, '') <> 'churned'
       and not exists (select from account_team t join member m on m.organisation_id = $1 and m.id = t.member_id and m.status = 'active'
         where t.organisation_id = $1 and t.account_id = a.id and t.role = 'csm' and t.valid_to is null)
     order by a.id`,
    [tx.organisationId],
  );
  const members = await findSharers(tx, 'csm', null, dayOf(now, timeZone));
  const shared = shareOut(accounts, members, rule);
  return {
    rule,
    members: members.map(({ lastGotAt: _, ...member }) => ({
      ...member,
      gets: accounts
        .filter((account) => shared.get(account.id) === member.id)
        .map(({ id, name, arrMinor }) => ({ id, name, arrMinor }))
        .sort((a, b) => b.arrMinor - a.arrMinor || a.name.localeCompare(b.name)),
    })),
    left: accounts.length - shared.size,
  };
}
