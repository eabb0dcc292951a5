/** A playbook with a step of every kind, and the one that it starts. The mail server and the webhook are real. */
export const EVERY_KIND = 'every-kind';
export const FOLLOW_UP = 'follow-up';

/** The outcomes of its steps, where something is to be chosen. */
export const OUTCOMES: Readonly<Record<string, readonly string[]>> = {
  choose: ['left', 'right'],
  agree: ['approved', 'refused'],
};

/** The steps that a manager decides. */
export const OF_MANAGER: readonly string[] = ['agree', 'plan'];

/** The step that is handed over, and the field and the tag that it sets. */
export const HANDED_OVER = 'hand';
export const SET = { tag: 'seen', plan: 'Gold' } as const;

const STEPS = (hookUrl: string) => `
  - { id: choose, title: Choose, owner: csm, due: 1d, decision: [{ outcome: left, title: Left }, { outcome: right, title: Right }] }
  - { id: agree, title: Agree, owner: manager, due: 1d, approval: { of: the price }, if: { choose: left } }
  - { id: priced, title: Say the price, owner: csm, due: 1d, if: { agree: approved } }
  - { id: pause, title: Let it rest, wait: { for: 2d }, if: { choose: right } }
  - { id: daily, title: Look every day, owner: csm, due: 1d, repeat: { every: 1bd, until: "account.seats >= 200", times: 4 } }
  - { id: hope, title: Wait for seats, wait: { until: "account.seats >= 100", at_most: 7d } }
  - { id: met, title: Welcome them, owner: csm, due: 1d, if: { hope: met } }
  - { id: call, title: Call, owner: csm, due: 1d, group: rescue }
  - { id: extra, title: Something more, owner: csm, due: 3d, required: false }
  - { id: tag, title: Tag, do: add_tag, with: { tag: ${SET.tag} } }
  - { id: plan, title: Set the plan, do: set_field, with: { field: plan, value: ${SET.plan} }, approve: manager }
  - { id: meeting, title: Meet, do: calendar_event, with: { title: Review } }
  - { id: letter, title: Write, do: send_email, owner: csm, with: { asset: letter } }
  - { id: told, title: Tell the manager, do: send_email, with: { asset: letter, to: manager } }
  - { id: hook, title: Call the other system, do: webhook, with: { url: "${hookUrl}", data: { why: test } } }
  - { id: again, title: Start the other, do: start_playbook, with: { playbook: ${FOLLOW_UP} }, after: choose }
  - { id: ${HANDED_OVER}, title: Hand over, owner: csm, due: 3bd, handoff: { from: csm, to: account_manager, accept_within: 2bd } }`;

/** Both documents, in the order in which they are to be published. */
export function everyKind(hookUrl: string): string[] {
  const follow = `
  - { id: follow, title: Follow up, owner: csm, due: 1d }
  - { id: extra, title: Something more, owner: csm, due: 3d, required: false }`;
  return [document(FOLLOW_UP, '', follow, ''), document(EVERY_KIND, GROUPS, STEPS(hookUrl), ESCALATE)];
}

const GROUPS = 'groups: [{ id: rescue, title: Rescue, when: "account.seats >= 100", until: "account.seats >= 200" }]';
const ESCALATE = `escalate:
  - { after: 48h, without: first_action, level: 1 }
  - { after: 72h, without: choose, level: 3 }
  - { after: 4d, without: daily, to: manager }`;

function document(key: string, groups: string, steps: string, escalate: string): string {
  const letter = escalate && '\n# Assets\n\n## Letter {#letter kind=email}\n\nSubject: Hello\n\nDear customer.\n';
  return `---
playbook: ${key}
title: ${key}
summary: For the test that kills.
owner: manager
goal: { outcome: "account.seats >= 1000000", within: 30d, because: It goes on. }
stage: [adoption]
trigger: { when: "account.seats >= 1000000" }
first_action: { within: 24h, by: csm }
${groups}
steps:${steps}
exit: { success: { when: "account.seats >= 1000000" }, after: 60d }
${escalate}
---
# ${key}
${letter}`;
}
