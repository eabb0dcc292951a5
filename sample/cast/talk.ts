import type { InteractionKind } from '../records.ts';

/** What an ordinary conversation is about. `{first}` is the person at the customer. */
export interface Topic {
  readonly kind: InteractionKind;
  readonly subject: string;
  readonly summary: string;
}

export const EVERYDAY_TALK: readonly Topic[] = [
  {
    kind: 'call',
    subject: 'Monthly check-in',
    summary: '{first} is content. Dispatchers plan a week ahead now; before it was two days.',
  },
  {
    kind: 'call',
    subject: 'Check-in',
    summary: 'Short call. Nothing open. {first} asked what is planned for the mobile app and got the roadmap page.',
  },
  {
    kind: 'email',
    subject: 'Question about recurring jobs',
    summary: '{first} asked how to skip a recurring job over the holidays. Sent the steps and a short recording.',
  },
  {
    kind: 'email',
    subject: 'New colleague in dispatch',
    summary: '{first} introduced a new dispatcher. Invited to the next open training.',
  },
  {
    kind: 'chat',
    subject: 'Export with two columns missing',
    summary: 'A filter was set. {first} found it while writing, thanked anyway.',
  },
  {
    kind: 'meeting',
    subject: 'Quarterly review',
    summary:
      'Went through the quarter: fewer second visits, planning time down by a third. {first} wants travel times next.',
  },
  {
    kind: 'call',
    subject: 'Summer planning',
    summary: 'How to plan with half the crew on leave. Showed {first} the capacity view, which they had not known.',
  },
  {
    kind: 'email',
    subject: 'Thanks for the release notes',
    summary: '{first} liked the offline mode. Two technicians had asked for it.',
  },
  {
    kind: 'chat',
    subject: 'Login for a subcontractor',
    summary: 'Explained guest seats to {first}. They will try two of them.',
  },
  {
    kind: 'call',
    subject: 'Report for the board',
    summary: 'Built the response-time report together. {first} shows it to the board every month now.',
  },
  {
    kind: 'email',
    subject: 'Address import',
    summary: '{first} sent a list of 400 sites. Checked it, three duplicates, rest is in.',
  },
  {
    kind: 'meeting',
    subject: 'Visit on site',
    summary:
      'Rode along for half a day. Technicians tap through the check-in in the car park. {first} will move it to the door.',
  },
  {
    kind: 'call',
    subject: 'Follow-up on training',
    summary: 'Six of seven planners have done their own plan. {first} takes care of the seventh.',
  },
  {
    kind: 'email',
    subject: 'Spare parts on the job card',
    summary: '{first} asked for a field for spare parts. It exists; described where.',
  },
  {
    kind: 'chat',
    subject: 'Calendar sync',
    summary: 'Appointments showed an hour late. Time zone of one device; {first} confirmed that it is right now.',
  },
  {
    kind: 'call',
    subject: 'Year ahead',
    summary: '{first} expects about the same number of jobs, two more apprentices. No change of plan needed.',
  },
];

export const WORRIED_TALK: readonly Topic[] = [
  {
    kind: 'call',
    subject: 'Planners go back to the spreadsheet',
    summary: '{first} says that two planners keep a spreadsheet beside it "to be safe". Could not say since when.',
  },
  {
    kind: 'email',
    subject: 'Is anybody looking at the slow map?',
    summary: '{first} wrote for the second time. Answered with the ticket number, no date yet.',
  },
  {
    kind: 'call',
    subject: 'Reorganisation',
    summary: 'Dispatch moves to another site. {first} does not know who will own the tool afterwards.',
  },
  {
    kind: 'chat',
    subject: 'Technicians skip the check-in',
    summary: '{first}: the app takes too long to open in the van, so nobody checks in any more.',
  },
  {
    kind: 'call',
    subject: 'Budget talk',
    summary: '{first} has to cut tools by a fifth. Asked what we could do without.',
  },
];

/** Why people write to support. */
export const TICKET_SUBJECTS: readonly string[] = [
  'Map loads slowly in the morning',
  'Technician cannot sign in after a phone change',
  'Photo upload stops at 99 %',
  'Recurring job created twice',
  'How do we archive a site?',
  'Push notifications arrive late',
  'Signature missing on the PDF',
  'Travel time is wrong on the island',
  'Import of sites: umlauts are broken',
  'Filter by region does not remember its value',
  'Job card shows the old address',
  'Capacity view is empty for one team',
  'Calendar sync lost three appointments',
  'Please raise the limit of attachments',
  'Offline mode: visits sent in the wrong order',
  'Report of response times differs from the list',
  'Question about guest seats',
  'Two-factor code not accepted',
];

export const HAPPY_WORDS: readonly string[] = [
  'Planning used to take my Monday. Now it takes until coffee.',
  'It does what it says. Support answers like people.',
  'Our technicians asked for it at the second site.',
  'Would not want to go back.',
  'Good product, the mobile app could be faster.',
  'Easy to learn, even for those who did not want to.',
];

export const LUKEWARM_WORDS: readonly string[] = [
  'Fine for planning, reports are thin.',
  'Does the job. We use perhaps half of it.',
  'Okay so far. The price is on the high side for what we use.',
  'Works, but the changes in the menu confused the team.',
];

export const UNHAPPY_WORDS: readonly string[] = [
  'Too slow on the road. The crew has gone back to calling in.',
  'We waited three weeks for an answer that was a link.',
  'It was sold to us as simple. It is not simple.',
  'Half of the planners do not use it. Hard to defend the invoice.',
];
