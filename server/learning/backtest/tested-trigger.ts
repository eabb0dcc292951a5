import type { Transaction } from '../../context/transaction.ts';
import { livePlaybook } from '../../diagnosis/live-trigger.ts';
import type { Catalogue } from '../../expressions/declaration.ts';
import { problem } from '../../lib/problem.ts';
import { type PlaybookDefinition, playbookSchema } from '../../playbooks/definition.ts';
import { loadSegments } from '../../segments/load-segments.ts';
import type { LabelCodes } from '../../signals/signal-group.ts';

/** A trigger to be tried on the past: conditions in CEL, times in whole days. */
export interface TestedTrigger {
  /** The playbook's key, or what else tells it from others. */
  readonly name: string;
  readonly when: string;
  /** The accounts that it is for. */
  readonly eligible: string;
  readonly holdsForDays: number;
  readonly rearmAfterDays: number;
  readonly cooldownDays: number;
  /** Triggers of playbooks while whose situation is open it waits. */
  readonly notWhile: readonly TestedTrigger[];
  /** Tasks that one start makes. */
  readonly tasks: number;
}

/** Accounts that have churned are nobody's to save. */
export const STILL_THERE = "unknown(account.stage) || account.stage != 'churned'";

const NO_WAITING = { holdsForDays: 0, rearmAfterDays: 0, cooldownDays: 0, notWhile: [] };

/** A condition by itself: it fires as soon as it is true, and again once it has been false. */
export function triggerOfCondition(when: string, eligible = STILL_THERE): TestedTrigger {
  return { name: 'condition', when, eligible, ...NO_WAITING, tasks: 1 };
}

/** The same trigger without the times and playbooks that it waits for. */
export function withoutWaiting(trigger: TestedTrigger): TestedTrigger {
  return { ...trigger, ...NO_WAITING };
}

/** The condition by which a playbook starts, with its times. A 422 problem for one that starts by events or the calendar only. */
export async function triggerOfPlaybook(
  tx: Transaction,
  definition: PlaybookDefinition,
  catalogue: Catalogue,
): Promise<TestedTrigger> {
  const rules = new Map((await loadSegments(tx)).map(({ key, rule }) => [key, rule]));
  const trigger = conditionOf(definition, catalogue, rules);
  if (!trigger)
    throw problem(
      422,
      `${definition.title} starts by events, by the calendar or by hand. Only conditions and stages can be tried on the past.`,
    );
  const others = await tx.query<{ definition: unknown }>(
    `select v.definition from playbook p
     join playbook_version v on v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.status = 'published' and p.key = any($2) order by p.key`,
    [tx.organisationId, definition.trigger.not_while ?? []],
  );
  const notWhile = others.flatMap(
    (other) => conditionOf(playbookSchema.parse(other.definition), catalogue, rules) ?? [],
  );
  return { ...trigger, notWhile };
}

/** Only the texts of the conditions are used of what is compiled here. */
const NO_CODES: LabelCodes = { codeOf: () => 1, labelOf: () => null };

/** The same compilation as the diagnosis, for its times and conditions. */
function conditionOf(
  definition: PlaybookDefinition,
  catalogue: Catalogue,
  rules: ReadonlyMap<string, string>,
): TestedTrigger | null {
  const playbook = livePlaybook(definition.playbook, 0, definition, catalogue, NO_CODES, rules);
  const trigger = playbook.triggers.find(({ expression }) => expression !== null);
  if (!trigger?.expression) return null;
  return {
    name: definition.playbook,
    when: trigger.expression.text,
    eligible: playbook.eligibility,
    holdsForDays: trigger.holdsForDays,
    rearmAfterDays: trigger.rearmAfterDays,
    cooldownDays: playbook.cooldownDays,
    notWhile: [],
    tasks: definition.steps.length,
  };
}
