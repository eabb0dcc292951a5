/** A playbook that starts on an event, as a team would write it. */
export const FAILED_EXPORT = `---
playbook: failed-export
title: Failed export
summary: An export failed for a customer; look before they write to support.
owner: csm
goal: { outcome: "tickets.urgent_open == 0", within: 7d, because: "An export that works again needs no urgent ticket." }
stage: [onboarding, adoption, growth, renewal]
trigger:
  event: usage.export_failed
first_action: { within: 24h, by: csm }
steps:
  - id: look
    title: Look at what failed
    owner: csm
    due: 24h
exit:
  success: { when: "tickets.urgent_open == 0", for: 7d }
  after: 14d
---
An export failed for this customer.

## Look at what failed {#look}

Read the error and try it yourself before you write to the customer.
`;
