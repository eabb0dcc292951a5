import type { Transaction } from '../context/transaction.ts';
import type { PlaybookDefinition } from '../playbooks/definition.ts';
import { decidesAlone, exceptionRoleOf, freedomsOf } from '../runs/exceptions/guardrails.ts';

/** An exception that somebody asked for, and what became of it. */
export interface RunException {
  readonly id: string;
  readonly step: string;
  readonly kind: 'skip' | 'due';
  /** Of a due date: the instant that is asked for. */
  readonly dueAt: string | null;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly decider: string;
  readonly state: 'open' | 'approved' | 'refused' | 'withdrawn';
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
  readonly mayDecide: boolean;
  readonly mayWithdraw: boolean;
}

/** What of a run is free, what was asked for, and what somebody has to answer. */
export interface RunQuestions {
  readonly guardrails: {
    readonly mayChange: readonly string[];
    /** The role that decides on exceptions. */
    readonly exceptionBy: string;
    /** Whether the reader needs no exception: managers and admins. */
    readonly decidesAlone: boolean;
  };
  /** The latest first. */
  readonly exceptions: readonly RunException[];
  /** The account has left the segment that the run is for, and nobody has said what becomes of the run. */
  readonly leftSegment: { readonly segment: string; readonly because: string; readonly leftOn: string } | null;
}

/** Reads them for the transaction's actor. */
export async function questionsOf(
  tx: Transaction,
  runId: string,
  definition: PlaybookDefinition,
): Promise<RunQuestions> {
  const rows = await tx.query<
    Omit<RunException, 'askedAt' | 'dueAt' | 'mayDecide' | 'mayWithdraw'> & {
      asked_at: Date;
      wanted: { dueAt?: string };
      asker_id: string;
      decider_id: string;
    }
  >(
    `select e.id, e.step_id as step, e.kind, e.wanted, e.reason, a.name as "askedBy", e.asked_by as asker_id, e.asked_at, d.name as decider,
       e.decider_id, e.state, b.name as "decidedBy", e.decision_reason as "decisionReason"
     from run_exception e
     join member a on a.organisation_id = $1 and a.id = e.asked_by
     join member d on d.organisation_id = $1 and d.id = e.decider_id
     left join member b on b.organisation_id = $1 and b.id = e.decided_by
     where e.organisation_id = $1 and e.run_id = $2 order by e.asked_at desc`,
    [tx.organisationId, runId],
  );
  const leftSegment = await tx.maybe<{ segment: string; because: string; leftOn: string }>(
    `select s.name as segment, m.because, m.moved_on as "leftOn" from run_left_segment l
     join segment_move m on m.organisation_id = $1 and m.id = l.move_id
     join segment s on s.organisation_id = $1 and s.key = m.segment_key
     where l.organisation_id = $1 and l.run_id = $2 and l.answer is null order by l.told_at desc limit 1`,
    [tx.organisationId, runId],
  );
  const alone = decidesAlone(tx.actor);
  const { memberId } = tx.actor;
  return {
    guardrails: { mayChange: freedomsOf(definition), exceptionBy: exceptionRoleOf(definition), decidesAlone: alone },
    exceptions: rows.map(({ asked_at, wanted, asker_id, decider_id, ...row }) => ({
      ...row,
      dueAt: wanted.dueAt ?? null,
      askedAt: asked_at.toISOString(),
      mayDecide: row.state === 'open' && (alone || (decider_id === memberId && asker_id !== memberId)),
      mayWithdraw: row.state === 'open' && asker_id === memberId,
    })),
    leftSegment,
  };
}
