import type { Occasion } from '../occasion.ts';
import type { StepNamed } from '../scorecard.ts';
import type { Flag } from './flag.ts';
import { stepsWithoutEffect } from './steps-without-effect.ts';
import { tooRigid } from './too-rigid.ts';
import { tooVague } from './too-vague.ts';
import { type TriggerFacts, triggerRate } from './trigger-rate.ts';

/** Everything to ask about a playbook; nothing of what rests on too few cases. */
export function findFlags(
  occasions: readonly Occasion[],
  steps: readonly StepNamed[],
  facts: TriggerFacts,
  nameOf: (memberId: string) => string,
): Flag[] {
  return [
    ...triggerRate(occasions, facts),
    ...stepsWithoutEffect(occasions, steps),
    ...tooVague(occasions, steps, nameOf),
    ...tooRigid(occasions, steps),
  ];
}
