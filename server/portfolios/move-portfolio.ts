import type { z } from 'zod';
import type { MemberActor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { prepareBrief } from '../handoffs/prepare-brief.ts';
import { writeNewOffer } from '../handoffs/write-offer.ts';
import { moveTasks } from '../runs/move-tasks.ts';
import { type RunWorld, runWorld } from '../runs/run-world.ts';
import { keepMove } from './keep-move.ts';
import { placeMembers } from './place-members.ts';
import { type PlaceMove, type PortfolioPlan, planPortfolio } from './plan-portfolio.ts';
import { portfolioChoice } from './portfolio-choice.ts';
import { tellReceivers } from './tell-receivers.ts';

const ACCEPT_WITHIN = '2bd';

/** What a move did: its id, for taking it back, and how many things changed hands. */
export interface PortfolioMoved {
  readonly id: string;
  readonly places: number;
  readonly tasks: number;
  readonly handoffs: number;
}

/** What the choice would change, with names; nothing is written. 403 unless a manager or admin asks. */
export function previewPortfolio(
  database: Database,
  actor: MemberActor,
  memberId: string,
  input: z.input<typeof portfolioChoice>,
  now = new Date(),
): Promise<PortfolioPlan> {
  mayI(actor, 'manage_team');
  const choice = portfolioChoice.parse(input);
  return inOrganisation(database, actor, (tx) => planPortfolio(tx, actor, memberId, choice, now));
}

/**
 * Moves what a member carries to others, all of it in one transaction: places in account teams with their history, open tasks through their runs' logs,
 * handoffs to be accepted. Everybody who gets something hears of it in one letter. Can be taken back by `undoPortfolioMove`.
 */
export function movePortfolio(
  database: Database,
  actor: MemberActor,
  memberId: string,
  input: z.input<typeof portfolioChoice>,
  now = new Date(),
): Promise<PortfolioMoved> {
  mayI(actor, 'manage_team');
  const choice = portfolioChoice.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    // One move at a time: two would share out the same accounts.
    await tx.execute('select from organisation where organisation_id = $1 for no key update', [tx.organisationId]);
    const plan = await planPortfolio(tx, actor, memberId, choice, now);
    const world = await runWorld(tx, now);
    const reason = choice.reason || `${plan.member.name}’s portfolio moved`;
    const changes = await carryOut(tx, actor, plan, choice.isLeaving, reason, world);
    const id = await keepMove(tx, { kind: 'portfolio', memberId, choice, changes, reason: choice.reason ?? null }, now);
    await tellReceivers(tx, id, plan.member.name, changes);
    return { id, places: changes.places.length, tasks: changes.tasks.length, handoffs: changes.handoffs.length };
  });
}

async function carryOut(
  tx: Transaction,
  actor: MemberActor,
  { member, places, tasks }: PortfolioPlan,
  isLeaving: boolean,
  reason: string,
  world: RunWorld,
) {
  const offered = places.filter(({ to, isOffered }) => to !== null && isOffered);
  const atOnce = places.flatMap(({ account, role, to, isOffered }) => {
    if (to === null || (isOffered && !isLeaving)) return [];
    return { accountId: account.id, role, memberId: isOffered ? actor.memberId : to.id };
  });
  const placed = await placeMembers(tx, atOnce, reason);
  const moved = await moveTasks(
    tx,
    tasks.flatMap(({ id, to }) =>
      to === null
        ? []
        : { taskId: id, to: { memberId: to.id, name: to.name, ...(to.fallback && { fallback: to.fallback }) } },
    ),
    reason,
    world,
  );
  const giver = isLeaving ? { id: actor.memberId, name: actor.name } : member;
  const handoffs: string[] = [];
  for (const place of offered) handoffs.push(await offerAccount(tx, place, giver, world));
  return { places: placed, tasks: moved, handoffs };
}

/** Offers an account to its next CSM, with the shipped brief filled in. */
async function offerAccount(
  tx: Transaction,
  { account, to }: PlaceMove,
  giver: { readonly id: string; readonly name: string },
  world: RunWorld,
): Promise<string> {
  const roles = { giverRole: 'csm', receiverRole: 'csm' };
  const { email } = await tx.one<{ email: string }>(
    'member',
    'select email from member where organisation_id = $1 and id = $2',
    [tx.organisationId, giver.id],
  );
  const brief = await prepareBrief(
    tx,
    { accountId: account.id, ...roles, giver: { name: giver.name, email } },
    world.now,
  );
  const begun = {
    accountId: account.id,
    accountName: account.name,
    runId: null,
    step: null,
    subject: `Looking after ${account.name}`,
    ...roles,
    giverId: giver.id,
  };
  const offer = {
    receiverId: to!.id,
    receiverName: to!.name,
    brief: brief.text,
    missing: brief.missing,
    acceptWithin: ACCEPT_WITHIN,
  };
  return writeNewOffer(tx, begun, offer, world);
}
