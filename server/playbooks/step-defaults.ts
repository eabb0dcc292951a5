/**
 * A step as written, with what a waiting step need not say: nobody's task, it is due when its time is over, and its owner is only who looks when it
 * does not go on. Anything else comes back as it is.
 */
export function fillInStep(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const step = raw as Record<string, unknown>;
  const wait = step.wait;
  if (typeof wait !== 'object' || wait === null) return raw;
  const limit = (wait as { for?: unknown; at_most?: unknown }).for ?? (wait as { at_most?: unknown }).at_most;
  return { ...step, owner: step.owner ?? 'csm', due: step.due ?? limit ?? '0d' };
}
