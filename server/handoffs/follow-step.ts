import { systemActor } from '../context/actor.ts';
import { inOrganisation, type Transaction } from '../context/transaction.ts';
import type { Database } from '../database/database.ts';
import { parseDuration, sayDuration } from '../lib/duration.ts';
import type { PlaybookStep } from '../playbooks/definition.ts';
import { type LockedRun, lockRuns } from '../runs/locked-run.ts';
import { moveRun, runActor } from '../runs/move-run.ts';
import { stepOf } from '../runs/run-state.ts';
import { type RunWorld, runWorld } from '../runs/run-world.ts';
import { receiverInTeam } from './find-receiver.ts';
import { type Handoff, lockHandoffOfStep } from './handoff.ts';
import { prepareBrief } from './prepare-brief.ts';
import { recordEntry } from './record-entry.ts';
import { writeWithdrawal } from './withdraw-handoff.ts';
import { writeNewOffer } from './write-offer.ts';

/**
 * Brings the handoff of a step into line with the step: offered when the step is ready and nothing is offered yet, with its owner as the giver;
 * withdrawn when the step is over. The same however often and in which order it is asked, so that a job performed twice offers once.
 */
export function followStep(
  database: Database,
  organisationId: string,
  { runId, step: id }: { readonly runId: string; readonly step: string },
  now = new Date(),
): Promise<void> {
  return inOrganisation(database, systemActor(organisationId), async (tx) => {
    // In this order everywhere: the handoff, then its run.
    const handoff = await lockHandoffOfStep(tx, runId, id);
    const [run] = await lockRuns(tx, [runId]);
    const step = run?.definition.steps.find((each) => each.id === id);
    if (run === undefined || step?.handoff === undefined) return;
    const state = stepOf(run.state, id);
    const isOpen = run.state.status === 'open' && state?.status === 'ready' && state.owner !== null;
    if (handoff === null) {
      if (isOpen) await offerStep(tx, run, { ...step, handoff: step.handoff }, await runWorld(tx, now));
      return;
    }
    if (!isOpen) await writeWithdrawal(tx, handoff, whyOver(run, id), now);
    else await followOwner(tx, handoff, state.owner, now);
  });
}

type HandoffStep = PlaybookStep & Required<Pick<PlaybookStep, 'handoff'>>;

async function offerStep(tx: Transaction, run: LockedRun, step: HandoffStep, world: RunWorld): Promise<void> {
  const { from, to, accept_within, brief: asset } = step.handoff;
  const giver = await tx.one<{ id: string; name: string; email: string }>(
    'member',
    'select id, name, email from member where organisation_id = $1 and id = $2',
    [tx.organisationId, stepOf(run.state, step.id)!.owner!.memberId],
  );
  const receiver = await receiverInTeam(tx, run.account.id, to, giver.id);
  const brief = await prepareBrief(
    tx,
    { accountId: run.account.id, giverRole: from, receiverRole: to, giver, ofRun: { runId: run.id, asset } },
    world.now,
  );
  const id = await writeNewOffer(
    tx,
    {
      accountId: run.account.id,
      accountName: run.account.name,
      runId: run.id,
      step: step.id,
      subject: step.title,
      giverRole: from,
      receiverRole: to,
      giverId: giver.id,
    },
    {
      receiverId: receiver?.id ?? null,
      receiverName: receiver?.name ?? null,
      brief: brief.text,
      missing: brief.missing,
      acceptWithin: accept_within,
    },
    world,
  );
  const words = `offered to ${receiver?.name ?? `whoever is ${to.replaceAll('_', ' ')}`}, to be accepted within ${sayDuration(parseDuration(accept_within))}`;
  const event = {
    id: `handoff:${id}:1:offered`,
    by: runActor(tx.actor),
    kind: 'handoff_moved',
    step: step.id,
    words,
  } as const;
  await moveRun(tx, run, event, world);
}

/** Whoever owns the step gives: the handoff changes hands with it. */
async function followOwner(
  tx: Transaction,
  handoff: Handoff,
  owner: { readonly memberId: string; readonly name: string },
  now: Date,
): Promise<void> {
  if (handoff.giverId === owner.memberId) return;
  await tx.execute('update handoff set giver_id = $3 where organisation_id = $1 and id = $2', [
    tx.organisationId,
    handoff.id,
    owner.memberId,
  ]);
  await recordEntry(
    tx,
    {
      handoffId: handoff.id,
      kind: 'giver_changed',
      words: `${owner.name} gives it now`,
      before: { giverId: handoff.giverId },
      after: { giverId: owner.memberId },
    },
    now,
  );
}

function whyOver(run: LockedRun, step: string): string {
  if (run.state.outcome !== null) return `The run is closed: ${run.state.outcome.reason}`;
  return stepOf(run.state, step)?.note ?? 'The step is not needed now.';
}
