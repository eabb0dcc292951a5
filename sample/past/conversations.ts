import type { Direction, InteractionKind } from '../records.ts';

interface Conversation {
  readonly kind: InteractionKind;
  readonly subject: string;
  readonly direction?: Direction;
}

/** The steps of playbooks that are talks with the customer. */
export const CONVERSATIONS: Readonly<Record<string, Readonly<Record<string, Conversation>>>> = {
  'risk-before-renewal': {
    contact: { kind: 'call', subject: 'How are things really?' },
    'agree-plan': { kind: 'meeting', subject: 'The plan until the renewal' },
    halfway: { kind: 'call', subject: 'What has changed so far' },
    'renewal-talk': { kind: 'meeting', subject: 'Renewal talk' },
  },
  'at-risk-account': {
    'reach-out': { kind: 'call', subject: 'We have seen it' },
    'executive-check-in': { kind: 'meeting', subject: 'Executives' },
    'progress-review': { kind: 'meeting', subject: 'Review of the plan' },
  },
  'silent-account': {
    write: { kind: 'email', subject: 'A number about your team', direction: 'outbound' },
    talk: { kind: 'call', subject: 'Finally' },
  },
  'silent-usage': {
    reach: { kind: 'call', subject: 'What happened?' },
    restart: { kind: 'meeting', subject: 'One task together' },
  },
  'expansion-opportunity': {
    discovery: { kind: 'meeting', subject: 'What comes next for your team' },
  },
  onboarding: {
    kickoff: { kind: 'meeting', subject: 'Kickoff' },
    training: { kind: 'meeting', subject: 'Training' },
    'review-30': { kind: 'meeting', subject: '30-day review' },
    'review-60': { kind: 'meeting', subject: '60-day review' },
  },
  'drifting-onboarding': {
    call: { kind: 'call', subject: 'What stands in the way' },
    'first-value': { kind: 'meeting', subject: 'First result together' },
  },
};
