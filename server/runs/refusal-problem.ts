import { type Problem, problem } from '../lib/problem.ts';
import type { Refusal, RefusalReason } from './refusal.ts';

const STATUS: Partial<Record<RefusalReason, number>> = {
  unknown_step: 404,
  needs_reason: 400,
  needs_outcome: 400,
  needs_text: 400,
  in_the_past: 400,
};

const FIELD: Partial<Record<RefusalReason, string>> = {
  unknown_step: 'step',
  needs_reason: 'reason',
  needs_outcome: 'outcome',
  needs_text: 'text',
  in_the_past: 'dueAt',
};

/** The problem that tells a person why the run did not move: 409 where somebody was faster, 400 where something is missing. */
export function refusalProblem(refusal: Refusal): Problem {
  const at = FIELD[refusal.reason];
  const when = refusal.at === null ? [] : [{ at: 'at', problem: refusal.at }];
  return problem(
    STATUS[refusal.reason] ?? 409,
    refusal.message,
    at === undefined ? when : [{ at, problem: refusal.message }],
  );
}
