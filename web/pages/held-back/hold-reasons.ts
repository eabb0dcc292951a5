/** Why a diagnosis did not open what it found, in two or three words. */
export const HOLD_REASONS: Readonly<Record<string, string>> = {
  holds_for: 'not long enough',
  rearm_after: 'not armed yet',
  cooldown: 'cooling down',
  not_while: 'waits for another',
  dismissed: 'not a risk',
  run_open: 'already at work',
  not_live: 'not live',
  cap: 'enough this week',
  merge: 'is about to merge',
  brake: 'waits for a person',
  snoozed: 'snoozed',
};
