import type { Transaction } from '../context/transaction.ts';
import { ExpressionError } from '../expressions/expression-error.ts';
import { parseExpression } from '../expressions/parse.ts';
import { sentence } from '../expressions/sentence.ts';
import { HEALTH_SIGNALS } from '../health/health-signals.ts';
import { organisationOf } from '../identity/organisation.ts';
import { parseDuration, sayDuration } from '../lib/duration.ts';
import type { PlaybookDefinition, PlaybookSchedule } from '../playbooks/definition.ts';
import { TRIGGER_EVENTS } from '../playbooks/definition.ts';
import { buildCatalogue, declareSignals, loadOwnDefinitions } from '../signals/catalogue.ts';

/** What runs, said so that people can read it. */
export interface Sentences {
  /** A condition in plain English; one that cannot be read (a metric was removed) as it is written. */
  say(expression: string): string;
  /** '2 business days'. */
  duration(text: string): string;
  /** Each way in which the playbook starts, a sentence each. */
  triggers(definition: PlaybookDefinition): { kind: string; sentence: string; notes: string[] }[];
}

/** The words of the organisation's signals and currency, read once. */
export async function openSentences(tx: Transaction): Promise<Sentences> {
  const { currency } = await organisationOf(tx);
  const catalogue = buildCatalogue([...declareSignals(await loadOwnDefinitions(tx)), ...HEALTH_SIGNALS]);
  const say = (expression: string): string => {
    try {
      return sentence(parseExpression(expression), catalogue, { currency });
    } catch (error) {
      if (error instanceof ExpressionError) return expression;
      throw error;
    }
  };
  const duration = (text: string) => sayDuration(parseDuration(text));
  return { say, duration, triggers: (definition) => triggersOf(definition, say, duration) };
}

type Say = (text: string) => string;

function triggersOf({ trigger }: PlaybookDefinition, say: Say, duration: Say) {
  const found: { kind: string; sentence: string; notes: string[] }[] = [];
  if (trigger.when) {
    const notes: string[] = [];
    if (trigger.holds_for) notes.push(`It has to hold for ${duration(trigger.holds_for)}.`);
    if (trigger.rearm_after)
      notes.push(`It has to be over for ${duration(trigger.rearm_after)} before it can start again.`);
    found.push({ kind: 'condition', sentence: `When ${say(trigger.when)}.`, notes });
  }
  if (trigger.enters_stage) {
    const stages = typeof trigger.enters_stage === 'string' ? [trigger.enters_stage] : trigger.enters_stage;
    found.push({ kind: 'stage', sentence: `When the account enters ${stages.join(' or ')}.`, notes: [] });
  }
  if (trigger.event) {
    const events = typeof trigger.event === 'string' ? [trigger.event] : trigger.event;
    found.push({ kind: 'event', sentence: `When ${events.map(sayEvent).join(', or ')}.`, notes: [] });
  }
  if (trigger.schedule)
    found.push({ kind: 'schedule', sentence: `${saySchedule(trigger.schedule, duration)}.`, notes: [] });
  if (trigger.manual !== false) found.push({ kind: 'manual', sentence: 'When a member starts it by hand.', notes: [] });
  return found;
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
