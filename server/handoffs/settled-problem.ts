import type { Transaction } from '../context/transaction.ts';
import { organisationOf } from '../identity/organisation.ts';
import { sayInstant } from '../lib/calendar/due-date.ts';
import { type Problem, problem } from '../lib/problem.ts';
import type { Handoff, HandoffState } from './handoff.ts';

const DONE: Readonly<Record<Exclude<HandoffState, 'offered'>, string>> = {
  accepted: 'accepted this handoff',
  returned: 'returned this handoff',
  lapsed: 'took this handoff back, since nobody accepted it in time',
  withdrawn: 'withdrew this handoff',
};

/** The 409 problem for who comes second: it names who was first, what they did, and when. */
export async function settledProblem(tx: Transaction, handoff: Handoff): Promise<Problem> {
  if (handoff.state === 'offered') return problem(409, 'This handoff is offered and waits for its answer.');
  const { timeZone } = await organisationOf(tx);
  const first = handoff.settledBy
    ? await tx.maybe<{ name: string }>('select name from member where organisation_id = $1 and id = $2', [
        tx.organisationId,
        handoff.settledBy,
      ])
    : null;
  const when = handoff.settledAt ? ` on ${sayInstant(handoff.settledAt, timeZone, new Date())}` : '';
  return problem(409, `${first?.name ?? 'Steward'} ${DONE[handoff.state]}${when}.`);
}
