import { alwaysLate } from './stories/always-late.ts';
import { angryDetractor } from './stories/angry-detractor.ts';
import { championLeaves } from './stories/champion-leaves.ts';
import { downgrade } from './stories/downgrade.ts';
import { falseAlarm } from './stories/false-alarm.ts';
import { firstWeek } from './stories/first-week.ts';
import { growingTeam } from './stories/growing-team.ts';
import { healthyAdvocate } from './stories/healthy-advocate.ts';
import { lost } from './stories/lost.ts';
import { onboardingDrifts } from './stories/onboarding-drifts.ts';
import { onboardingNearlyThere } from './stories/onboarding-nearly-there.ts';
import { onboardingOnTrack } from './stories/onboarding-on-track.ts';
import { paymentFailure } from './stories/payment-failure.ts';
import { quietRenewal } from './stories/quiet-renewal.ts';
import { recovering } from './stories/recovering.ts';
import { sponsorChanges } from './stories/sponsor-changes.ts';
import { usageStopped } from './stories/usage-stopped.ts';
import type { Story } from './story.ts';

/** The customers one should meet. */
export const STORIES: readonly Story[] = [
  championLeaves,
  angryDetractor,
  onboardingDrifts,
  quietRenewal,
  paymentFailure,
  growingTeam,
  healthyAdvocate,
  recovering,
  falseAlarm,
  sponsorChanges,
  usageStopped,
  firstWeek,
  onboardingOnTrack,
  onboardingNearlyThere,
  downgrade,
  alwaysLate,
  lost,
];
