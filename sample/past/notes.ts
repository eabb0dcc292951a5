import type { Dice } from '../dice.ts';

/** What the team notes when it is done with a step of a playbook, where no story says it better. */
const NOTES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'risk-before-renewal': {
    diagnose: [
      'Adoption: the people who learned it have moved on, nobody trained the new ones. Confirmed by support.',
      'Product: the map. Three tickets, one reopened. They call in by phone again.',
      'People: our contact has lost the say. The new head of service never chose us.',
    ],
    'decide-escalation': [
      'Level 1, stays with the CSM.',
      'Level 2 with support.',
      'Level 3. I call the sponsor this week.',
    ],
    contact: [
      'They confirm it. Nobody has asked them in a while, they said.',
      'Forty minutes, mostly listening. They want two things, both possible.',
    ],
    'commercial-picture': [
      'Notice period 90 days. The board decides, procurement only signs.',
      'Budget unchanged. No offer yet.',
    ],
    'clear-tickets': ['All open tickets have an owner and a date. They know.'],
    'agree-plan': ['Four promises, one of them theirs. Sent the same day, accepted in writing.'],
    'executive-call': ['"Show me that my people use it." Passed on in these words.'],
    halfway: ['Two of four done, one late with a new date. They agree.'],
    'renewal-talk': ['They decide in the board, name and day are known.'],
  },
  'at-risk-account': {
    assess: [
      'Cause: planners work around the slow map. Impact: half of the seats. Proposed: level 2.',
      'Cause: reorganisation, nobody owns the tool. Impact: the whole contract. Proposed: level 3.',
      'Cause: two of three trained people have left. Impact: one team. Proposed: level 1.',
    ],
    'decide-escalation': ['Level 1.', 'Level 2, support takes part.', 'Level 3, I join the first call.'],
    'reach-out': ['They were surprised that we had noticed, and glad.', 'Short and honest. They want dates.'],
    'recovery-plan': ['One page, two quick wins. Ready to be shown.'],
    'support-swarm': ['Every ticket has a date. The oldest is solved.'],
    'daily-check-ins': ['Five days, five notes. First quick win delivered on Thursday.'],
    'executive-check-in': ['Recovered means: usage of last quarter, and no urgent ticket for a month.'],
    'progress-review': ['Three of four reached. The fourth has a new date.'],
    lessons: ['First sign was the second ticket about the same thing. We should look at repeats.'],
  },
  'silent-account': {
    'find-the-angle': ['Their response time is better than that of three out of four customers. They should know.'],
    write: ['Sent, six lines.'],
    call: ['Called twice, left a message. A colleague said that they are well.'],
    'second-person': ['Reached the planner next door. Our contact is still the right one.'],
    sponsor: ['One line to the sponsor. Friendly answer.'],
    talk: ['Twenty minutes. All is well, they simply had nothing to say. Every six weeks from now on.'],
  },
  'silent-usage': {
    verify: ['Data is complete. The last thing was a report, then nothing.'],
    reach: ['The planner has left, the password with her. Nobody thought of it again.'],
    'technical-check': ['Sign-in works, no errors.'],
    restart: ['Planned one week together. It took half an hour.'],
    sponsor: ['The sponsor did not know. Wants an answer within two weeks.'],
    decide: ['They try again for a month.'],
  },
  'expansion-opportunity': {
    'health-check': ['Yes: good scores, nothing open, seats full.'],
    qualify: ['Need is real, two teams wait. Budget in the next quarter.'],
    discovery: ['They want the second site on board within the year. The director agrees.'],
    'value-case': ['One hour a day and planner, by their own count.'],
    brief: ['Brief is with Ingrid, the customer knows her.'],
  },
  onboarding: {
    prepare: ['Why, who and what was promised: noted. Standard depth.'],
    invite: ['Kickoff accepted, questionnaire sent.'],
    kickoff: ['Goals, roles, dates. The sponsor opened it.'],
    'success-plan': ['One number, one date, signed off.'],
    'set-up': ['Data is in, one job tested to the end.'],
    training: ['Everybody on the list has planned a day of their own.'],
    'go-live': ['Live. We talked every morning of the first week.'],
    'review-30': ['On plan. One thing late, with a date.'],
    'review-60': ['Usage as planned. Two people still call in by phone.'],
  },
  'drifting-onboarding': {
    'find-the-block': ['Their data sits in a system that nobody can export from.'],
    call: ['They still want it. Another project came first.'],
    unblock: ['Import from a screen list works. Sent them the template.'],
    'new-plan': ['One team, twenty sites, two weeks.'],
    sponsor: ['The sponsor gives somebody two days a week.'],
    'first-value': ['First real plan printed and used.'],
    decide: ['Goes on, with dates.'],
  },
};

export function noteFor(playbook: string, step: string, dice: Dice): string {
  const notes = NOTES[playbook]?.[step];
  return notes ? dice.pick(notes) : 'Done.';
}
