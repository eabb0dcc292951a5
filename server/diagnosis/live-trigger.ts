import { LRUCache } from 'lru-cache';
import type { Transaction } from '../context/transaction.ts';
import { type CompiledExpression, compileColumns } from '../expressions/compile-columns.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { type Expression, parseExpression } from '../expressions/parse.ts';
import { parseDuration } from '../lib/duration.ts';
import type { PlaybookDefinition, PlaybookSchedule } from '../playbooks/definition.ts';
import { playbookSchema } from '../playbooks/definition.ts';
import { loadSegments } from '../segments/load-segments.ts';
import type { LabelCodes } from '../signals/signal-group.ts';

export type TriggerKind =
  | 'condition'
  | 'stage'
  | 'event'
  | 'schedule'
  | 'enters_segment'
  | 'leaves_segment'
  | 'enters_persona'
  | 'leaves_persona';

/** How long after entering a stage an account still starts a playbook of that stage. */
const STAGE_IS_NEW_DAYS = 14;

/** A playbook that runs, as the diagnosis needs it. */
export interface LivePlaybook {
  readonly key: string;
  readonly version: number;
  readonly definition: PlaybookDefinition;
  readonly priority: number;
  readonly cooldownDays: number;
  readonly notWhile: readonly string[];
  /** Playbooks whose open run takes the situation, so that none of its own starts. */
  readonly mergeInto: readonly string[];
  readonly triggers: readonly LiveTrigger[];
  /** Accounts it may start for: in one of its stages or in an unknown one, and in its segment. */
  readonly eligible: CompiledExpression;
  /** The text of that condition: playbooks with the same one are asked once. */
  readonly eligibility: string;
}

/** One of the ways in which a playbook starts. */
export interface LiveTrigger {
  readonly kind: TriggerKind;
  readonly holdsForDays: number;
  readonly rearmAfterDays: number;
  /** For conditions and stages: what must be true, as evidence shows it. */
  readonly expression: Expression | null;
  readonly compiled: CompiledExpression | null;
  readonly events: readonly string[];
  /** For moves into or out of segments: their keys. */
  readonly segments: readonly string[];
  /** For moves of contacts into or out of personas: their keys. */
  readonly personas: readonly string[];
  readonly schedule: PlaybookSchedule | null;
}

/** The published playbooks, most important first, compiled against the organisation's signals. */
export async function loadLivePlaybooks(
  tx: Transaction,
  catalogue: Catalogue,
  labels: LabelCodes,
): Promise<LivePlaybook[]> {
  const published = await tx.query<{ key: string; version: number }>(
    `select key, version from playbook where organisation_id = $1 and status = 'published' order by key`,
    [tx.organisationId],
  );
  const segments = await loadSegments(tx);
  const signature = [
    tx.organisationId,
    ...segments.map(({ key, rule }) => `${key}=${rule}`),
    ...published.map(({ key, version }) => `${key}@${version}`),
    ...catalogue.keys(),
  ].join(' ');
  const known = compiled.get(tx.organisationId);
  if (known?.signature === signature && known.labels.every((label) => isStill(label, labels))) return known.playbooks;
  const used: UsedLabel[] = [];
  const noting: LabelCodes = {
    ...labels,
    codeOf(signal, label) {
      const code = labels.codeOf(signal, label);
      used.push({ signal, label, code });
      return code;
    },
  };
  const rules = new Map(segments.map(({ key, rule }) => [key, rule]));
  const playbooks = await compilePublished(tx, catalogue, noting, rules);
  compiled.set(tx.organisationId, { signature, labels: used, playbooks });
  return playbooks;
}

/** A label with the code that stands for it in what was compiled. */
interface UsedLabel {
  readonly signal: string;
  readonly label: string;
  readonly code: number;
}

/** A label that nobody has stored yet gets its code anew each time: it has the same one, until another label was first. */
function isStill({ signal, label, code }: UsedLabel, labels: LabelCodes): boolean {
  return labels.codeOf(signal, label) === code;
}

interface Compiled {
  readonly signature: string;
  readonly labels: readonly UsedLabel[];
  readonly playbooks: LivePlaybook[];
}

/** What was compiled last, by organisation: the same until a playbook is published, or a metric or attribute is added. */
const compiled = new LRUCache<string, Compiled>({ max: 200 });

async function compilePublished(
  tx: Transaction,
  catalogue: Catalogue,
  labels: LabelCodes,
  rules: SegmentRules,
): Promise<LivePlaybook[]> {
  const rows = await tx.query<{ key: string; version: number; definition: unknown }>(
    `select p.key, p.version, v.definition
     from playbook p join playbook_version v on v.organisation_id = p.organisation_id and v.key = p.key and v.version = p.version
     where p.organisation_id = $1 and p.status = 'published' order by p.key`,
    [tx.organisationId],
  );
  return rows
    .map((row) => livePlaybook(row.key, row.version, playbookSchema.parse(row.definition), catalogue, labels, rules))
    .sort((a, b) => b.priority - a.priority || (a.key < b.key ? -1 : 1));
}

/** A playbook compiled for the diagnosis. Throws `ExpressionError` when it names signals that do not exist. */
export function livePlaybook(
  key: string,
  version: number,
  definition: PlaybookDefinition,
  catalogue: Catalogue,
  labels: LabelCodes,
  rules: SegmentRules = NO_RULES,
): LivePlaybook {
  const compile = (expression: Expression) =>
    compileColumns(expression, catalogue, (signal, label) => labels.codeOf(signal, label));
  const { trigger } = definition;
  return {
    key,
    version,
    definition,
    priority: trigger.priority ?? 50,
    cooldownDays: days(trigger.cooldown),
    notWhile: trigger.not_while ?? [],
    mergeInto: trigger.merge_into ?? [],
    triggers: triggersOf(definition, compile),
    eligible: compile(parseExpression(eligibility(definition, rules))),
    eligibility: eligibility(definition, rules),
  };
}

function triggersOf(
  { trigger }: PlaybookDefinition,
  compile: (expression: Expression) => CompiledExpression,
): LiveTrigger[] {
  const nothing = {
    holdsForDays: 0,
    rearmAfterDays: 0,
    expression: null,
    compiled: null,
    events: [],
    segments: [],
    personas: [],
    schedule: null,
  };
  const triggers: LiveTrigger[] = [];
  if (trigger.when) {
    const expression = parseExpression(trigger.when);
    const holdsForDays = days(trigger.holds_for);
    triggers.push({
      ...nothing,
      kind: 'condition',
      holdsForDays,
      rearmAfterDays: days(trigger.rearm_after),
      expression,
      compiled: compile(expression),
    });
  }
  if (trigger.enters_stage) {
    const stages = list(trigger.enters_stage).map((stage) => JSON.stringify(stage));
    const expression = parseExpression(
      `account.stage in [${stages.join(', ')}] && account.stage_days <= ${STAGE_IS_NEW_DAYS}`,
    );
    triggers.push({ ...nothing, kind: 'stage', expression, compiled: compile(expression) });
  }
  if (trigger.event) triggers.push({ ...nothing, kind: 'event', events: list(trigger.event) });
  for (const kind of ['enters_segment', 'leaves_segment'] as const) {
    const segments = trigger[kind];
    if (segments) triggers.push({ ...nothing, kind, segments: list(segments) });
  }
  for (const kind of ['enters_persona', 'leaves_persona'] as const) {
    const personas = trigger[kind];
    if (personas) triggers.push({ ...nothing, kind, personas: list(personas) });
  }
  if (trigger.schedule) triggers.push({ ...nothing, kind: 'schedule', schedule: trigger.schedule });
  return triggers;
}

/** The rules of segments by key. */
type SegmentRules = ReadonlyMap<string, string>;
const NO_RULES: SegmentRules = new Map();

/** The stages and the segment of a playbook as one condition; a key that is no segment of rules means the account's own field. An account whose stage is unknown may start it. */
export function eligibility({ stage, for: segment }: PlaybookDefinition, rules: SegmentRules = NO_RULES): string {
  const stages = stage.map((one) => JSON.stringify(one)).join(', ');
  const inStage = `(unknown(account.stage) || account.stage in [${stages}])`;
  if (!segment) return inStage;
  const rule = rules.get(segment);
  if (rule !== undefined) return `${inStage} && (${rule})`;
  const isKey = /^[a-z][a-z0-9_-]*$/.test(segment);
  return isKey ? `${inStage} && account.segment == ${JSON.stringify(segment)}` : `${inStage} && (${segment})`;
}

function days(duration: string | undefined): number {
  if (duration === undefined) return 0;
  const { amount, unit } = parseDuration(duration);
  if (unit === 'minute' || unit === 'hour') return Math.ceil(amount / (unit === 'hour' ? 24 : 1440));
  if (unit === 'week') return amount * 7;
  // Five business days are a week: between diagnoses only whole days count.
  return unit === 'business_day' ? Math.ceil((amount * 7) / 5) : amount;
}

function list(one: string | readonly string[]): readonly string[] {
  return typeof one === 'string' ? [one] : one;
}
