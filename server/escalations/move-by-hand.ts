import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../context/actor.ts';
import { mayI } from '../context/permission.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { notFound, problem } from '../lib/problem.ts';
import { runActor } from '../runs/move-run.ts';
import { refusalProblem } from '../runs/refusal-problem.ts';
import type { Level } from './escalation-level.ts';
import { CONFIRMATIONS, type EscalationHappening, type EscalationState } from './escalation-state.ts';
import { type LockedEscalation, lockEscalation, moveEscalation } from './keep-escalation.ts';
import { levelNumber } from './open-escalation.ts';

/** Where an escalation stands after somebody moved it. */
export interface EscalationPosition {
  readonly id: string;
  readonly number: number;
  readonly status: 'open' | 'resolved' | 'closed';
  readonly level: Level;
  readonly sequence: number;
}

const text = z.string().trim().max(5000, 'At most 5,000 characters.');
const reason = text.min(3, 'Say why.');

export const acknowledgement = z.strictObject({ note: text.optional() });
export const raising = z.strictObject({ level: levelNumber, reason });
export const nextStep = z.strictObject({
  text: text.min(1, 'Say what the next step is.'),
  on: z.iso.date('Use a day such as 2026-02-14.').nullable().default(null),
});
export const ownerChange = z.strictObject({ memberId: z.uuid(), reason: text.optional() });
export const escalationNote = z.strictObject({ text: text.min(1, 'A note needs some text.') });
export const resolution = z.strictObject({ steps: text.min(3, 'Say which steps resolved it.') });
export const confirmation = z.strictObject({
  answer: z.enum(CONFIRMATIONS),
  who: z.string().trim().max(200).optional(),
  note: text.optional(),
});
export const escalationReopening = z.strictObject({ reason });
export const review = z.strictObject({ lessons: text.min(3, 'Say what was learned.'), change: text.optional() });
export const consentAnswer = z.strictObject({ isGiven: z.boolean(), reason: text.optional() });

/**
 * Moves an escalation because a member asks for it, and says where it then stands. Throws the problem that tells them why not: 409 when somebody
 * was faster or something has to come first, 404 when it is not here.
 */
export function moveByHand(
  database: Database,
  actor: Actor,
  id: string,
  happening: EscalationHappening,
): Promise<EscalationPosition> {
  mayI(actor, 'take_part');
  return inOrganisation(database, actor, (tx) => moveInside(tx, id, () => happening));
}

/** Gives it to another member. 409 for somebody who cannot work on it. */
export function giveEscalation(
  database: Database,
  actor: Actor,
  id: string,
  input: z.input<typeof ownerChange>,
): Promise<EscalationPosition> {
  mayI(actor, 'take_part');
  const { memberId, reason: why } = ownerChange.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const to = await tx.one<{ name: string; status: string; role: string }>(
      'member',
      'select name, status, role from member where organisation_id = $1 and id = $2 for share',
      [tx.organisationId, memberId],
    );
    if (to.status !== 'active' || to.role === 'viewer')
      throw problem(409, `${to.name} cannot carry an escalation. Choose an active member who is not a viewer.`);
    const owner = { memberId, name: to.name, fallback: null };
    return moveInside(tx, id, () => ({ kind: 'reassigned', to: owner, reason: why || null }));
  });
}

/** Gives or refuses the consent that is waited for: who was asked does so, or a manager or admin in their place. 403 for others. */
export function answerConsent(
  database: Database,
  actor: Actor,
  id: string,
  input: z.input<typeof consentAnswer>,
): Promise<EscalationPosition> {
  mayI(actor, 'take_part');
  const { isGiven, reason: why } = consentAnswer.parse(input);
  return inOrganisation(database, actor, (tx) =>
    moveInside(tx, id, (state) => {
      const isTheirs = actor.kind === 'system' || state.consent?.of.memberId === actor.memberId;
      const isManager = actor.kind !== 'system' && (actor.role === 'manager' || actor.role === 'admin');
      if (state.consent !== null && !isTheirs && !isManager)
        throw problem(
          403,
          `${state.consent.of.name} has been asked for consent; a manager or an admin can answer, too.`,
        );
      return { kind: 'consent_answered', isGiven, reason: why || null };
    }),
  );
}

/** The locked escalation of a member's request. 404 when it is not here. */
export async function escalationToMove(tx: Transaction, id: string): Promise<LockedEscalation> {
  const escalation = await lockEscalation(tx, id);
  if (escalation === null) throw notFound('escalation');
  return escalation;
}

/** Moves it by what is asked for in view of its state. */
export async function moveInside(
  tx: Transaction,
  id: string,
  ask: (state: EscalationState) => EscalationHappening,
): Promise<EscalationPosition> {
  const escalation = await escalationToMove(tx, id);
  const happening = ask(escalation.state);
  const event = { id: randomUUID(), by: runActor(tx.actor), ...happening };
  const { state, refused } = await moveEscalation(tx, escalation, event, new Date());
  if (refused !== null) throw refusalProblem(refused);
  return {
    id,
    number: escalation.number,
    status: state.status === 'new' ? 'open' : state.status,
    level: state.level,
    sequence: state.sequence,
  };
}
