import { businessCalendar } from '../lib/calendar/business-calendar.ts';
import type { WorkClock } from '../lib/calendar/work-clock.ts';
import { daysBetween } from '../lib/days.ts';
import { type PlaybookDefinition, playbookSchema } from '../playbooks/definition.ts';
import type { RunActor } from './run-event.ts';
import type { RunEnvironment } from './settle-steps.ts';

/** The cast and the playbook of the tests about runs: a risk that Ana works on, Ben helps with and Mia hears of. */
export const ana: RunActor = { kind: 'member', id: 'ana', name: 'Ana' };
export const ben: RunActor = { kind: 'member', id: 'ben', name: 'Ben' };
export const system: RunActor = { kind: 'system', id: null, name: 'Steward' };

export const riskPlaybook: PlaybookDefinition = playbookSchema.parse({
  playbook: 'risk-example',
  title: 'A risk to work on',
  summary: 'Something is wrong with the account.',
  owner: 'csm',
  goal: { outcome: 'health.score >= 70', within: '60d', because: 'A healthy account renews.' },
  stage: ['adoption'],
  trigger: { when: 'health.score < 60' },
  first_action: { within: '24h', by: 'csm' },
  steps: [
    { id: 'diagnose', title: 'Find the root cause', owner: 'csm', due: '24h' },
    { id: 'plan', title: 'Write the plan', owner: 'csm', after: 'diagnose', due: '2bd' },
    {
      id: 'tell-manager',
      title: 'Tell the manager',
      owner: 'manager',
      due: '4h',
      when: 'health.score < 40',
      required: false,
    },
    {
      id: 'review',
      title: 'Review before renewal',
      owner: 'manager',
      after: ['plan', 'tell-manager'],
      from: 'renewal',
      due: '-14d',
    },
  ],
  exit: {
    success: { when: 'health.score >= 70', for: '3d' },
    failure: { when: "account.stage == 'churned'" },
    after: '30d',
  },
  escalate: [
    { after: '48h', without: 'first_action', to: 'manager' },
    { after: '3d', without: 'plan', to: 'executive' },
  ],
});

/** A world in which nothing is known of conditions unless `changed` says so; each role is one member of that name, who works as everybody does. */
export function exampleEnvironment(changed: Partial<RunEnvironment> = {}): RunEnvironment {
  const clock = exampleClock();
  return {
    ...clock,
    definition: riskPlaybook,
    clockOf: () => clock,
    absentOwner: 'deputy',
    emailsNeedPerson: true,
    accountDates: { renewal: '2026-09-01', contract_start: null, kickoff: null },
    customerTimeZone: null,
    readCondition: () => null,
    ownerOf: (role) => ({ memberId: role, name: role, fallback: null }),
    ...changed,
  };
}

/** Somebody who works as people in London do, and is away on these days. */
export function exampleClock(changed: Partial<Pick<WorkClock, 'timeZone' | 'absences'>> = {}): WorkClock {
  const closedDays = (changed.absences ?? []).flatMap(({ firstDay, lastDay }) =>
    daysBetween(firstDay, lastDay).map((date) => ({ date, name: 'away' })),
  );
  return {
    timeZone: 'Europe/London',
    workdayStart: '09:00',
    workdayEnd: '17:00',
    calendar: businessCalendar({ region: 'GB-ENG' }),
    presence: businessCalendar({ region: 'GB-ENG', closedDays }),
    absences: [],
    ...changed,
  };
}
