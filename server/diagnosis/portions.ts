import type { SteppedTrigger } from './recognise.ts';

/**
 * Cuts the steps of a day into portions of which each found at most `atOnce` rows, or is of one playbook. Their order stays, and the triggers of
 * a playbook stay together.
 */
export function portionsOf(steps: readonly SteppedTrigger[], atOnce: number): SteppedTrigger[][] {
  const portions: SteppedTrigger[][] = [];
  let room = 0;
  for (const those of Map.groupBy(steps, ({ playbook }) => playbook).values()) {
    const found = those.reduce((sum, { step }) => sum + step.ready.length, 0);
    if (portions.length === 0 || found > room) {
      portions.push([]);
      room = atOnce;
    }
    portions.at(-1)!.push(...those);
    room -= found;
  }
  return portions;
}
