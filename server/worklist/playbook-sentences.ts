import type { Transaction } from '../context/transaction.ts';
import type { TriggerKind } from '../diagnosis/live-trigger.ts';
import type { Catalogue } from '../expressions/declaration.ts';
import { ExpressionError } from '../expressions/expression-error.ts';
import { type Expression, parseExpression } from '../expressions/parse.ts';
import { sentence } from '../expressions/sentence.ts';
import { HEALTH_SIGNALS } from '../health/health-signals.ts';
import { organisationOf } from '../identity/organisation.ts';
import { parseDuration, sayDuration } from '../lib/duration.ts';
import type { PlaybookDefinition, PlaybookSchedule } from '../playbooks/definition.ts';
import { TRIGGER_EVENTS } from '../playbooks/definition.ts';
import { buildCatalogue, declareSignals, loadOwnDefinitions } from '../signals/catalogue.ts';
import { type ConditionInLines, type ConditionLine, conditionLines } from './condition-lines.ts';

/** What runs, said so that people can read it. */
export interface Sentences {
  /** A condition in plain English; one that cannot be read (a metric was removed) as it is written. */
  say(expression: string): string;
  /** A condition of several parts line by line; empty when it reads well as a sentence, or cannot be read. */
  lines(expression: string): readonly ConditionLine[];
  readonly currency: string;
  /** '2 business days'. */
  duration(text: string): string;
  /** Each way in which the playbook starts. */
  triggers(definition: PlaybookDefinition): TriggerInWords[];
}

export interface TriggerInWords {
  readonly kind: TriggerKind | 'manual';
  readonly sentence: string;
  /** The parts of a condition that has several. */
  readonly lines: ConditionLine[];
  readonly notes: string[];
}

/** The words of the organisation's signals and currency, read once. */
export async function openSentences(tx: Transaction): Promise<Sentences> {
  const { currency } = await organisationOf(tx);
  const catalogue = await openCatalogue(tx);
  const say = (expression: string) =>
    readable(expression, expression, (parsed) => sentence(parsed, catalogue, { currency }));
  const linesOf = (expression: string) =>
    readable(expression, null, (parsed) => conditionLines(parsed, catalogue, { currency }));
  const duration = (text: string) => sayDuration(parseDuration(text));
  return {
    say,
    lines: (expression) => linesOf(expression)?.lines ?? [],
    currency,
    duration,
    triggers: (definition) => triggersOf(definition, say, linesOf, duration),
  };
}

/** Every signal that conditions of the organisation may name. */
export async function openCatalogue(tx: Transaction): Promise<Catalogue> {
  return buildCatalogue([...declareSignals(await loadOwnDefinitions(tx)), ...HEALTH_SIGNALS]);
}

/** What is made of an expression, or `otherwise` where it cannot be read any more. */
function readable<Result>(expression: string, otherwise: Result, make: (parsed: Expression) => Result): Result {
  try {
    return make(parseExpression(expression));
  } catch (error) {
    if (error instanceof ExpressionError) return otherwise;
    throw error;
  }
}

type Say = (text: string) => string;

function triggersOf(
  { trigger }: PlaybookDefinition,
  say: Say,
  linesOf: (expression: string) => ConditionInLines | null,
  duration: Say,
): TriggerInWords[] {
  const found: TriggerInWords[] = [];
  if (trigger.when) {
    const notes: string[] = [];
    if (trigger.holds_for) notes.push(`It has to hold for ${duration(trigger.holds_for)}.`);
    if (trigger.rearm_after)
      notes.push(`It has to be over for ${duration(trigger.rearm_after)} before it can start again.`);
    found.push({ kind: 'condition', ...conditionInWords(trigger.when, say, linesOf), notes });
  }
  if (trigger.enters_stage) {
    const stages = typeof trigger.enters_stage === 'string' ? [trigger.enters_stage] : trigger.enters_stage;
    found.push({ kind: 'stage', sentence: `When the account enters ${stages.join(' or ')}.`, lines: [], notes: [] });
  }
  if (trigger.event) {
    const events = typeof trigger.event === 'string' ? [trigger.event] : trigger.event;
    found.push({ kind: 'event', sentence: `When ${events.map(sayEvent).join(', or ')}.`, lines: [], notes: [] });
  }
  for (const kind of ['enters_segment', 'leaves_segment'] as const) {
    const keys = trigger[kind];
    if (!keys) continue;
    const verb = kind === 'enters_segment' ? 'comes into' : 'leaves';
    const names = [keys].flat().join(' or ');
    found.push({ kind, sentence: `When the account ${verb} the segment ${names}.`, lines: [], notes: [] });
  }
  for (const kind of ['enters_persona', 'leaves_persona'] as const) {
    const keys = trigger[kind];
    if (!keys) continue;
    const verb = kind === 'enters_persona' ? 'comes into' : 'leaves';
    const names = [keys].flat().join(' or ');
    found.push({ kind, sentence: `When a contact ${verb} the persona ${names}.`, lines: [], notes: [] });
  }
  if (trigger.schedule)
    found.push({ kind: 'schedule', sentence: `${saySchedule(trigger.schedule, duration)}.`, lines: [], notes: [] });
  if (trigger.manual !== false)
    found.push({ kind: 'manual', sentence: 'When a member starts it by hand.', lines: [], notes: [] });
  return found;
}

function conditionInWords(
  when: string,
  say: Say,
  linesOf: (expression: string) => ConditionInLines | null,
): { sentence: string; lines: ConditionLine[] } {
  const condition = linesOf(when);
  if (!condition || condition.lines.length < 3) return { sentence: `When ${say(when)}.`, lines: [] };
  return {
    sentence: condition.join === 'all' ? 'When all of this is true:' : 'When one of these is true:',
    lines: condition.lines,
  };
}

function sayEvent(event: string): string {
  return TRIGGER_EVENTS[event] ?? `the usage event "${event.replace(/^usage\./, '')}" happened`;
}

function saySchedule(schedule: PlaybookSchedule, duration: Say): string {
  if ('before_renewal' in schedule) return `${duration(schedule.before_renewal)} before the renewal`;
  switch (schedule.every) {
    case 'day':
      return 'Every day';
    case 'business_day':
      return 'Every business day';
    case 'week':
      return `Every ${schedule.on.charAt(0).toUpperCase()}${schedule.on.slice(1)}`;
    case 'month':
      return typeof schedule.on === 'number'
        ? `On day ${schedule.on} of every month`
        : `Every ${schedule.on} of the month`;
  }
}
