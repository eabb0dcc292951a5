import { z } from 'zod';
import { recordAudit } from '../../audit/record.ts';
import type { Actor } from '../../context/actor.ts';
import { mayI } from '../../context/permission.ts';
import { inOrganisation } from '../../context/transaction.ts';
import type { Database } from '../../database/database.ts';
import { problem } from '../../lib/problem.ts';
import { lockRun } from '../locked-run.ts';
import { moveByHand } from '../move-by-hand.ts';

/** What becomes of the run. */
export const leavingAnswer = z.strictObject({ answer: z.enum(['stop', 'continue']) });

/**
 * Answers the question whether a run stops now that its account has left the segment it is for. Throws a 409 problem when nothing is asked any more,
 * because somebody has answered, or the run is closed.
 */
export function answerLeaving(
  database: Database,
  actor: Actor,
  runId: string,
  input: z.input<typeof leavingAnswer>,
): Promise<void> {
  mayI(actor, 'work');
  const { answer } = leavingAnswer.parse(input);
  return inOrganisation(database, actor, async (tx) => {
    const run = await lockRun(tx, z.uuid().parse(runId));
    const asked = await tx.query<{ segment: string; because: string }>(
      `update run_left_segment l set answer = $3, answered_by = $4, answered_at = now()
       from segment_move m join segment s on s.organisation_id = $1 and s.key = m.segment_key
       where l.organisation_id = $1 and l.run_id = $2 and l.answer is null and m.organisation_id = $1 and m.id = l.move_id
       returning s.name as segment, m.because`,
      [tx.organisationId, run.id, answer, actor.memberId],
    );
    const [left] = asked;
    if (!left || run.state.status !== 'open')
      throw problem(409, 'This has been answered already, or the run is closed.');
    await recordAudit(tx, { action: 'run.leaving_answered', entity: 'run', entityId: run.id, after: { answer } });
    const reason = `The account left the segment ${left.segment}: ${left.because}`;
    if (answer === 'stop') await moveByHand(tx, run.id, { kind: 'superseded', reason }, undefined);
    else await moveByHand(tx, run.id, { kind: 'note_added', text: `The run goes on. ${reason}` }, undefined);
  });
}
