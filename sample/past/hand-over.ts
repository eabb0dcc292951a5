import { inOrganisation } from '../../server/context/transaction.ts';
import { acceptHandoff } from '../../server/handoffs/accept-handoff.ts';
import { followStep } from '../../server/handoffs/follow-step.ts';
import type { RunState } from '../../server/runs/run-state.ts';
import type { PastWorld } from './live-through.ts';

type Team = Pick<PastWorld, 'database' | 'system' | 'team'>;

/** Offers what the open steps of a run hand over, as the queue would have done at that moment. */
export async function offerWhatIsReady(
  { database, system }: Team,
  runId: string,
  { steps }: RunState,
  at: Date,
): Promise<void> {
  for (const [step, { status }] of Object.entries(steps))
    if (status === 'ready') await followStep(database, system.organisationId, { runId, step }, at);
}

/** Accepts what is offered with this step, by whom it is offered to, or else by the account manager. False where nothing is. */
export async function acceptOffered(
  { database, system, team }: Team,
  runId: string,
  step: string,
  at: Date,
): Promise<boolean> {
  const offered = await inOrganisation(database, system, (tx) =>
    tx.maybe<{ id: string; receiver_id: string | null }>(
      `select id, receiver_id from handoff where organisation_id = $1 and run_id = $2 and step_id = $3 and state = 'offered'`,
      [tx.organisationId, runId, step],
    ),
  );
  if (offered === null) return false;
  const receiver = Object.values(team).find(({ memberId }) => memberId === offered.receiver_id) ?? team.ingrid;
  await acceptHandoff(database, receiver, offered.id, at);
  return true;
}
