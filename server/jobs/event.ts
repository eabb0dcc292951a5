/**
 * Everything that one concept tells another that comes before it in `order.ts`, or that is done after the transaction. The handlers are
 * in `flow.ts`. Payloads carry ids, never personal data.
 */
export type StewardEvent =
  /** New or corrected facts of a few accounts, which wait in a table of their own (`factsRecorded`): diagnose them now. */
  | { readonly name: 'facts.recorded' }
  /** Something changed that concerns all accounts: diagnose everybody. Asked for by many at once, it is done once. */
  | { readonly name: 'diagnosis.requested' }
  /** A file has been read (or undone): diagnose everybody. */
  | { readonly name: 'import.completed'; readonly importId: string }
  | { readonly name: 'import.requested'; readonly importId: string }
  | { readonly name: 'import.undo_requested'; readonly importId: string }
  /** Days begin at other times now: all usage has to be counted again. */
  | { readonly name: 'organisation.time_zone_changed' }
  /** A member will be away: what falls due then goes to the deputy, or waits. */
  | { readonly name: 'absence.planned'; readonly absenceId: string }
  /** A metric was added or changed: its past has to be counted again. */
  | { readonly name: 'metric.changed'; readonly metric: string }
  | { readonly name: 'playbook.published'; readonly playbookKey: string; readonly version: number }
  /** A playbook is no longer in use: what of it nobody works on is over. */
  | { readonly name: 'playbook.retired'; readonly playbookKey: string }
  | { readonly name: 'health_model.changed'; readonly version: number }
  /** Situations that a diagnosis opened: start their runs. At most 500 an event. */
  | { readonly name: 'situations.opened'; readonly situationIds: readonly string[] }
  /** A diagnosis is done: feed open runs with what is true now; `accountIds` is null for all accounts. */
  | {
      readonly name: 'diagnosis.completed';
      readonly diagnosisId: string;
      readonly asOf: string;
      readonly accountIds: readonly string[] | null;
    }
  /** A person let situations open that the brake had kept, outside of any diagnosis. */
  | { readonly name: 'waiting.opened'; readonly accountIds: readonly string[] }
  /** Something was put aside until it gets worse; what did so in that very moment is looked for once more. */
  | { readonly name: 'item.snoozed'; readonly accountId: string }
  /** Something was escalated, or rose to a higher level. */
  | { readonly name: 'escalation.rose'; readonly escalationId: string; readonly accountId: string }
  /** A step that is a handoff became ready, changed its owner or is over: offer it, or withdraw what was offered. */
  | { readonly name: 'handoff_step.changed'; readonly runId: string; readonly step: string }
  /** A member has left: nothing may stay with them alone. */
  | { readonly name: 'member.left'; readonly memberId: string }
  | { readonly name: 'run.closed'; readonly runId: string; readonly accountId: string; readonly playbookKey: string }
  /** A rule of a run's playbook with a level: what should have been done was not. `rule` is its place there, `because` names steps and times only. */
  | {
      readonly name: 'run.escalated';
      readonly runId: string;
      readonly rule: number;
      readonly level: number;
      readonly because: string;
    }
  | { readonly name: 'message.queued'; readonly messageId: string };

export type EventName = StewardEvent['name'];
export type EventOf<Name extends EventName> = Extract<StewardEvent, { name: Name }>;
