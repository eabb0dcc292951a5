/** A small playbook with one of everything, for tests. Its line numbers matter to them. */
export const aPlaybook = `---
playbook: quiet-account # the key
title: Quiet account
summary: Nobody has talked with the account for a while.
owner: manager
stage: [adoption, renewal]
goal:
  outcome: "relationship.days_since_two_way <= 14"
  within: 30d
  because: A conversation comes before everything else.
trigger:
  when: "relationship.days_since_two_way > 45"
  # Two days, so that a late note does not start it.
  holds_for: 2d
  cooldown: 30d
first_action: { within: 48h, by: csm }
steps:
  - { id: look, title: Look around, owner: csm, due: 24h, assets: [call] }
  # The step that matters.
  - { id: write, title: Write to them, owner: csm, due: 2bd, after: look, required: false, assets: [check-in] }
exit:
  success: { when: "relationship.days_since_two_way <= 14" }
  after: 60d
escalate:
  - { after: 48h, without: first_action, to: manager }
---
# Quiet account

It fires when nobody answered for six weeks.

## What good looks like

A call in the calendar.

## Ask around first {#look}

Support knows more than the CRM.

## Write to the champion {#write}

Keep it short.

# Assets

## First e-mail {#check-in kind=email}

Subject: A quick question, {{ contact.first_name }}

Hello {{ contact.first_name }},

How is {{ account.name }} doing?

Best regards
---
{{ member.name }}

## The call {#call kind=call_script}

Let them talk.
`;

/** The same playbook without one of its keys at the top. */
export function without(key: string): string {
  return aPlaybook.replace(new RegExp(`^${key}:.*\\n(?:[ ].*\\n)*`, 'm'), '');
}
