import type { TeamRole } from '../accounts/assign-team.ts';
import type { MemberActor } from '../context/actor.ts';
import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { dayOf } from '../lib/days.ts';
import { problem } from '../lib/problem.ts';
import { resolveOwners } from '../runs/resolve-owner.ts';
import { findSharers } from './find-sharers.ts';
import type { PortfolioChoice } from './portfolio-choice.ts';
import { shareOut } from './share-out.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** A place in an account's team. `to` is null where it stays. */
export interface PlaceMove {
  readonly account: Named;
  readonly role: TeamRole;
  readonly arrMinor: number | null;
  readonly currency: string | null;
  readonly to: Named | null;
  /** Whether `to` is asked first and carries it only from acceptance on. */
  readonly isOffered: boolean;
}

/** An open task. `to` is null where it stays; `fallback` says why it is with somebody whose role is another. */
export interface TaskOfMove {
  readonly id: string;
  readonly title: string;
  readonly account: Named;
  readonly to: (Named & { readonly fallback: string | null }) | null;
}

/** What a choice would change, in full. */
export interface PortfolioPlan {
  readonly member: Named;
  readonly places: readonly PlaceMove[];
  readonly tasks: readonly TaskOfMove[];
}

/** What a choice about a member's portfolio would change; nothing is written. 404 for an unknown member, 409 for a receiver who cannot work. */
export async function planPortfolio(
  tx: Transaction,
  actor: MemberActor,
  memberId: string,
  choice: PortfolioChoice,
  now: Date,
): Promise<PortfolioPlan> {
  const member = await tx.one<Named & Record<string, unknown>>(
    'member',
    'select id, name from member where organisation_id = $1 and id = $2',
    [tx.organisationId, memberId],
  );
  const held = await placesOf(tx, memberId, choice.accountIds ?? null);
  const placeTo = await receiverOfPlaces(tx, actor, member, held, choice, now);
  const places = held.map(({ tasks: _, ...place }) => ({ ...place, ...placeTo(place.account.id, place.role) }));
  const tasks = await tx.query<Omit<TaskOfMove, 'to'>>(
    `select t.id, t.title, jsonb_build_object('id', a.id, 'name', a.name) as account
     from task t join account a on a.organisation_id = $1 and a.id = t.account_id
     where t.organisation_id = $1 and t.owner_id = $2 and t.state = 'open' and ($3::uuid[] is null or a.id = any($3))
     order by lower(a.name), t.due_at nulls last, t.id`,
    [tx.organisationId, memberId, choice.accountIds ?? null],
  );
  const taskTo = await receiverOfTasks(tx, actor, member, places, tasks, choice);
  return { member, places, tasks: tasks.map((task) => ({ ...task, to: taskTo(task.account.id) })) };
}

type Held = Omit<PlaceMove, 'to' | 'isOffered'> & { readonly tasks: number };

function placesOf(tx: Transaction, memberId: string, accountIds: readonly string[] | null): Promise<Held[]> {
  return tx.query<Held>(
    `select jsonb_build_object('id', a.id, 'name', a.name) as account, t.role, a.arr_minor as "arrMinor", a.currency,
       (select count(*)::int from task k where k.organisation_id = $1 and k.account_id = a.id and k.owner_id = $2 and k.state = 'open') as tasks
     from account_team t
     join account a on a.organisation_id = $1 and a.id = t.account_id and a.archived_at is null
     where t.organisation_id = $1 and t.member_id = $2 and t.valid_to is null and ($3::uuid[] is null or a.id = any($3))
     order by lower(a.name), a.id, t.role`,
    [tx.organisationId, memberId, accountIds],
  );
}

type ReceiverOfPlace = (accountId: string, role: TeamRole) => Pick<PlaceMove, 'to' | 'isOffered'>;

async function receiverOfPlaces(
  tx: Transaction,
  actor: MemberActor,
  member: Named,
  held: readonly Held[],
  { accounts, isLeaving }: PortfolioChoice,
  now: Date,
): Promise<ReceiverOfPlace> {
  if (accounts.how === 'leave') return () => ({ to: null, isOffered: false });
  if (accounts.how === 'spread') return await spread(tx, member, held, accounts.rule, now);
  const to = await ableMember(tx, accounts.memberId, member);
  if (accounts.how === 'one') return () => ({ to, isOffered: false });
  const giver = isLeaving ? { id: actor.memberId, name: actor.name } : null;
  if (giver?.id === to.id)
    throw problem(409, 'A handoff takes two. Give the accounts to yourself at once, or choose somebody else.');
  // Only the CSM's place is handed over with a brief; the others follow at once.
  return (_, role) => ({ to, isOffered: role === 'csm' });
}

async function spread(
  tx: Transaction,
  member: Named,
  held: readonly Held[],
  rule: Parameters<typeof shareOut>[2],
  now: Date,
): Promise<ReceiverOfPlace> {
  const { timeZone } = await organisationOf(tx);
  const receivers = new Map<string, Named>();
  for (const [role, places] of Map.groupBy(held, (place) => place.role)) {
    const sharers = await findSharers(tx, role, member.id, dayOf(now, timeZone));
    const shared = shareOut(
      places.map(({ account, tasks, arrMinor }) => ({ id: account.id, tasks, arrMinor: arrMinor ?? 0 })),
      sharers,
      rule,
    );
    for (const [accountId, id] of shared) receivers.set(`${accountId} ${role}`, sharers.find((one) => one.id === id)!);
  }
  return (accountId, role) => {
    const to = receivers.get(`${accountId} ${role}`);
    return { to: to ? { id: to.id, name: to.name } : null, isOffered: false };
  };
}

type ReceiverOfTask = (accountId: string) => TaskOfMove['to'];

async function receiverOfTasks(
  tx: Transaction,
  actor: MemberActor,
  member: Named,
  places: readonly PlaceMove[],
  tasks: readonly Omit<TaskOfMove, 'to'>[],
  { tasks: choice, isLeaving }: PortfolioChoice,
): Promise<ReceiverOfTask> {
  if (choice.how === 'leave') return () => null;
  if (choice.how === 'one') {
    const to = await ableMember(tx, choice.memberId, member);
    return () => ({ ...to, fallback: null });
  }
  const owners = await resolveOwners(tx, [...new Set(tasks.map(({ account }) => account.id))]);
  const toManager: ReceiverOfTask = (accountId) => {
    const manager = owners.get(accountId)!('manager');
    if (manager.memberId === member.id) return null;
    return { id: manager.memberId, name: manager.name, fallback: `stands in for ${member.name}` };
  };
  if (choice.how === 'manager') return toManager;
  return (accountId) => {
    const place = places.find(({ account, to }) => account.id === accountId && to !== null);
    if (!place?.to) return isLeaving ? toManager(accountId) : null;
    if (!place.isOffered) return { ...place.to, fallback: null };
    // Until the handoff is accepted the giver carries it: the member, or who sees to their leaving.
    return isLeaving
      ? { id: actor.memberId, name: actor.name, fallback: `until ${place.to.name} accepts the handoff` }
      : null;
  };
}

/** The member who is to get something. Throws a problem for who is unknown here, the same person, or cannot work. */
async function ableMember(tx: Transaction, id: string, giver: Named): Promise<Named> {
  const member = await tx.one<Named & { status: string; role: string }>(
    'member',
    'select id, name, status, role from member where organisation_id = $1 and id = $2 for share',
    [tx.organisationId, id],
  );
  if (id === giver.id) throw problem(409, `${giver.name} has it already. Choose somebody else.`);
  if (member.status !== 'active' || member.role === 'viewer')
    throw problem(409, `${member.name} cannot work on accounts. Choose an active member who is not a viewer.`);
  return { id: member.id, name: member.name };
}
