import type { Transaction } from '../context/transaction.ts';
import { parseDuration, sayDuration } from '../lib/duration.ts';
import type { RunWorld } from '../runs/run-world.ts';
import type { Handoff } from './handoff.ts';
import { acceptBy, startClock } from './handoff-clock.ts';
import { recordEntry } from './record-entry.ts';
import { membersWithRole, tellMembers } from './tell-members.ts';

/** What is offered in a round: to whom (null: whoever of the role takes it first), with which brief, for how long. */
interface Offer {
  readonly receiverId: string | null;
  readonly receiverName: string | null;
  readonly brief: string;
  readonly missing: readonly string[];
  readonly acceptWithin: string;
}

type Begun = Pick<
  Handoff,
  'accountId' | 'accountName' | 'runId' | 'step' | 'subject' | 'giverRole' | 'receiverRole' | 'giverId'
>;

/** Writes a new handoff and offers it for the first time: its clock starts, and who can accept it hears of it. Returns its id. */
export async function writeNewOffer(tx: Transaction, begun: Begun, offer: Offer, world: RunWorld): Promise<string> {
  const { at, because } = acceptBy(offer.acceptWithin, world);
  const { id } = await tx.one<{ id: string }>(
    'handoff',
    `insert into handoff (organisation_id, account_id, run_id, step_id, subject, giver_role, receiver_role, giver_id, receiver_id, brief,
       missing, accept_within, accept_by, accept_because, offered_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id`,
    [
      tx.organisationId,
      begun.accountId,
      begun.runId,
      begun.step,
      begun.subject,
      begun.giverRole,
      begun.receiverRole,
      begun.giverId,
      offer.receiverId,
      offer.brief,
      offer.missing,
      offer.acceptWithin,
      at,
      because,
      world.now,
    ],
  );
  await announce(tx, { ...begun, id, round: 1 }, offer, at, world.now);
  return id;
}

/** Offers a locked handoff that was returned or has come back once more: a new round with a new clock. */
export async function writeNextOffer(tx: Transaction, handoff: Handoff, offer: Offer, world: RunWorld): Promise<void> {
  const { at, because } = acceptBy(offer.acceptWithin, world);
  const round = handoff.round + 1;
  await tx.execute(
    `update handoff set state = 'offered', round = $3, receiver_id = $4, brief = $5, missing = $6, gaps = '{}', accept_within = $7,
       accept_by = $8, accept_because = $9, offered_at = $10, settled_at = null, settled_by = null, reason = null, escalated_to = null
     where organisation_id = $1 and id = $2 and state in ('returned', 'lapsed')`,
    [
      tx.organisationId,
      handoff.id,
      round,
      offer.receiverId,
      offer.brief,
      offer.missing,
      offer.acceptWithin,
      at,
      because,
      world.now,
    ],
  );
  await announce(tx, { ...handoff, round }, offer, at, world.now);
}

async function announce(
  tx: Transaction,
  handoff: Begun & { readonly id: string; readonly round: number },
  offer: Offer,
  at: Date,
  now: Date,
): Promise<void> {
  const { id, round, receiverRole } = handoff;
  await startClock(tx, id, round, at);
  const to = offer.receiverName ?? `whoever is ${receiverRole.replaceAll('_', ' ')}`;
  await recordEntry(
    tx,
    {
      handoffId: id,
      kind: 'offered',
      words: `offered it to ${to}`,
      after: { round, receiverId: offer.receiverId, acceptBy: at.toISOString() },
    },
    now,
  );
  await tellMembers(tx, handoff, {
    key: `offered:${round}`,
    to: offer.receiverId ? [offer.receiverId] : await membersWithRole(tx, receiverRole),
    subject: 'a handoff to accept',
    words: `Accept it, or return it with the gaps named, within ${sayDuration(parseDuration(offer.acceptWithin))}. The brief is on My day.`,
  });
}
