interface Small {
  readonly key?: string;
  /** In YAML. */
  readonly trigger: string;
  /** In YAML. */
  readonly stage?: string;
}

/** The document of a playbook of one step, which is about how it starts. */
export function smallPlaybook({ key = 'test', trigger, stage = '[adoption]' }: Small): string {
  return `---
playbook: ${key}
title: Test ${key}
summary: Shows how a playbook starts.
owner: csm
goal: { outcome: "account.arr > 0", within: 7d, because: "It is an example." }
stage: ${stage}
trigger: ${trigger}
first_action: { within: 24h, by: csm }
steps:
  - { id: look, title: Look, owner: csm, due: 24h }
exit: { success: { when: "account.arr > 0" }, after: 14d }
---
Look at it.

## Look {#look}

Have a look.
`;
}
