import type { Direction, InteractionKind } from '../records.ts';

interface Conversation {
  readonly kind: InteractionKind;
  readonly subject: string;
  readonly direction?: Direction;
  readonly isExecutive?: boolean;
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
  'monthly-business-review': {
    hold: { kind: 'meeting', subject: 'Review of the month' },
  },
  'executive-business-review': {
    review: { kind: 'meeting', subject: 'Quarterly review', isExecutive: true },
  },
  renewal: {
    'value-talk': { kind: 'meeting', subject: 'What it was worth' },
    offer: { kind: 'call', subject: 'Our proposal' },
  },
  'champion-left': {
    'find-out': { kind: 'call', subject: 'Who takes over?' },
    'first-meeting': { kind: 'meeting', subject: 'First meeting with the successor' },
  },
  'adoption-push': {
    session: { kind: 'meeting', subject: 'One task, done together' },
  },
  'payment-overdue': {
    ask: { kind: 'call', subject: 'An open invoice' },
  },
  'low-survey-score': {
    thank: { kind: 'email', subject: 'Thank you for saying it', direction: 'outbound' },
    listen: { kind: 'call', subject: 'What was behind the answer' },
    'close-loop': { kind: 'call', subject: 'What became of it' },
  },
  'customer-bug': {
    tell: { kind: 'email', subject: 'Where we stand', direction: 'outbound' },
    confirm: { kind: 'call', subject: 'Is it gone?' },
  },
  'lukewarm-account': {
    'would-you-miss': { kind: 'meeting', subject: 'What would you miss?' },
  },
  'scaled-nurture': {
    first: { kind: 'email', subject: 'A shorter way', direction: 'outbound' },
  },
  advocacy: {
    ask: { kind: 'call', subject: 'A favour' },
  },
  onboarding: {
    'hold-kickoff': { kind: 'meeting', subject: 'Kickoff' },
    training: { kind: 'meeting', subject: 'Training' },
    'review-30': { kind: 'meeting', subject: '30-day review' },
    'review-60': { kind: 'meeting', subject: '60-day review' },
  },
  'drifting-onboarding': {
    call: { kind: 'call', subject: 'What stands in the way' },
    'first-value': { kind: 'meeting', subject: 'First result together' },
  },
};
