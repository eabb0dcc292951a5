import { differenceOfShares } from '../../statistics/shares.ts';
import { hasEnded } from '../figures.ts';
import type { Occasion } from '../occasion.ts';
import type { StepNamed } from '../scorecard.ts';
import { evidence, type Flag, percent, type RunCase } from './flag.ts';

const DONE_IN = 20;
const NOT_DONE_IN = 10;

const RULE = `A step is asked about when it was done in at least ${DONE_IN} runs that ended, and skipped or given up, though its turn had come, in at least ${NOT_DONE_IN}, and the outcome was reached no more often with it than without. Who skips a step may have had a reason: this is not a controlled experiment.`;

/** Steps that do not show in the outcome: reached no more often where they were done. */
export function stepsWithoutEffect(occasions: readonly Occasion[], steps: readonly StepNamed[]): Flag[] {
  return steps.flatMap(({ id, title }) => {
    const [done, notDone]: [RunCase[], RunCase[]] = [[], []];
    for (const occasion of occasions) {
      const { run } = occasion;
      const fate = run?.steps.find((one) => one.id === id)?.fate;
      if (!run || !fate || !hasEnded(run)) continue;
      const reached = { occasion, run, isHit: run.exit === 'success' };
      if (fate === 'done' || fate === 'late') done.push(reached);
      else if (fate === 'skipped' || fate === 'given_up') notDone.push(reached);
    }
    if (done.length < DONE_IN || notDone.length < NOT_DONE_IN) return [];
    const [one, other] = [evidence('outcome reached with it', done), evidence('outcome reached without it', notDone)];
    if (one.hits / one.of > other.hits / other.of) return [];
    const [low, high] = differenceOfShares(one, other)!;
    const points = (share: number) => Math.round(share * 100);
    return [
      {
        kind: 'step_without_effect',
        finding: `“${title}” does not show in the outcome: it was reached in ${percent(one.hits, one.of)} of the runs where the step was done, and in ${percent(other.hits, other.of)} where it was not (difference between ${points(low)} and ${points(high)} points).`,
        rule: RULE,
        restsOn: [one, other],
      } satisfies Flag,
    ];
  });
}
