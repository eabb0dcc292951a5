import { businessCalendar } from '../lib/calendar/business-calendar.ts';
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

/** A world in which nothing is known of conditions unless `changed` says so; each role is one member of that name. */
export function exampleEnvironment(changed: Partial<RunEnvironment> = {}): RunEnvironment {
  return {
    definition: riskPlaybook,
    calendar: businessCalendar({ region: 'GB-ENG' }),
    timeZone: 'Europe/London',
    workdayEnd: '17:00',
    renewalOn: '2026-09-01',
    readCondition: () => null,
    ownerOf: (role) => ({ memberId: role, name: role, fallback: null }),
    ...changed,
  };
}
