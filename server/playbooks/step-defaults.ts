/**
 * A step as written, with what need not be said of one that goes on by itself. A wait is due when its time is over; what Steward does belongs to the role
 * that has to agree to it, else to the CSM, who takes over within a business day when it fails. Anything else comes back as it is.
 */
export function fillInStep(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const step = raw as Record<string, unknown>;
  if (typeof step.do === 'string')
    return { ...step, owner: step.owner ?? step.approve ?? 'csm', due: step.due ?? '1bd' };
  const wait = step.wait;
  if (typeof wait !== 'object' || wait === null) return raw;
  const limit = (wait as { for?: unknown; at_most?: unknown }).for ?? (wait as { at_most?: unknown }).at_most;
  return { ...step, owner: step.owner ?? 'csm', due: step.due ?? limit ?? '0d' };
}
