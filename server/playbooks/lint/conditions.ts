import { readExpression, signalsOf } from '../../expressions/check.ts';
import { nearestName } from '../../expressions/nearest-name.ts';
import { TRIGGER_EVENTS } from '../definition.ts';
import { type Path, placeInText } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, type LintContext, listOf } from './context.ts';
import { lintPersonas } from './personas.ts';
import { lintSegments } from './segments.ts';

/** A segment that `for` can name by itself; any other text there is a condition, such as account.segment == 'Mid Market'. */
const SEGMENT_KEY = /^[a-z][a-z0-9_-]*$/;

/** Words without any comparison: "the account seems fragile". */
const PROSE = /^[\p{L}\s,.'’-]+$/u;

/** Checks what starts a playbook, for whom, and every condition in it: each must name signals that exist. */
export function lintConditions(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  return [
    ...lintTrigger(parsed, context),
    ...lintSegments(parsed, context),
    ...lintPersonas(parsed, context),
    ...lintAudience(parsed, context),
    ...lintExpressions(parsed, context),
  ];
}

function lintTrigger(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { trigger, playbook } = parsed.outline;
  if (!trigger) return [];
  const findings: Finding[] = [];
  const add = (path: Path, code: string, severity: Finding['severity'], problem: string, mend: string) =>
    findings.push(findingOn(parsed, ['trigger', ...path], { code, severity, problem, mend }));
  const startsItself =
    trigger.when ??
    trigger.enters_stage ??
    trigger.enters_segment ??
    trigger.leaves_segment ??
    trigger.enters_persona ??
    trigger.leaves_persona ??
    trigger.event ??
    trigger.schedule;
  if (startsItself === undefined) {
    const byHand = trigger.manual === true;
    add(
      [],
      'no-trigger',
      byHand ? 'warning' : 'error',
      byHand
        ? 'Only a person can start this playbook, so it depends on memory.'
        : 'Nothing observable starts this playbook.',
      `Add a condition over signals (when), a stage (enters_stage), an event or a schedule${byHand ? '.' : ', or say manual: true.'}`,
    );
  }
  if (trigger.when === undefined) {
    for (const key of ['holds_for', 'rearm_after'] as const) {
      if (trigger[key] === undefined) continue;
      add(
        [key],
        'nothing-to-hold',
        'warning',
        `"${key}" says how long a condition must last, and there is none.`,
        'Add "when", or remove it.',
      );
    }
  }
  for (const event of listOf(trigger.event)) {
    if (Object.hasOwn(TRIGGER_EVENTS, event) || /^usage\.\S/.test(event)) continue;
    const near = nearestName(event, Object.keys(TRIGGER_EVENTS));
    const known = `${Object.keys(TRIGGER_EVENTS).join(', ')}, or usage. and the name of a usage event`;
    add(
      ['event'],
      'unknown-event',
      'error',
      `"${event}" is no event that can start a playbook.`,
      near ? `Did you mean ${near}?` : `Write ${known}.`,
    );
  }
  for (const [index, other] of (trigger.not_while ?? []).entries()) {
    if (other === playbook) {
      add(
        ['not_while', index],
        'waits-for-itself',
        'error',
        'The playbook waits for itself, so it could never start.',
        `Remove "${other}": one run at a time is the rule anyway.`,
      );
    } else if (!context.playbookKeys.includes(other)) {
      const near = nearestName(other, context.playbookKeys);
      add(
        ['not_while', index],
        'unknown-playbook',
        'warning',
        `There is no playbook "${other}" to wait for.`,
        near ? `Did you mean ${near}?` : 'Remove it, or add that playbook.',
      );
    }
  }
  return findings;
}

function lintAudience(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { stage, trigger } = parsed.outline;
  const named: [Path, string][] = [
    ...(stage ?? []).map((key, index): [Path, string] => [['stage', index], key]),
    ...listOf(trigger?.enters_stage).map((key): [Path, string] => [['trigger', 'enters_stage'], key]),
  ];
  return named
    .filter(([, key]) => !context.stages.includes(key))
    .map(([path, key]) => {
      const near = nearestName(key, context.stages);
      return findingOn(parsed, path, {
        code: 'unknown-stage',
        severity: 'error',
        problem: `"${key}" is no lifecycle stage.`,
        mend: `${near ? `Did you mean ${near}? ` : ''}Write one of ${context.stages.join(', ')}.`,
      });
    });
}

function lintExpressions(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { trigger, goal, exit, steps, groups } = parsed.outline;
  const audience = parsed.outline.for;
  const conditions: [Path, string | undefined][] = [
    [['goal', 'outcome'], goal?.outcome],
    [['for'], isKnownSegment(audience, context) ? undefined : audience],
    [['trigger', 'when'], trigger?.when],
    ...steps.flatMap((step): [Path, string | undefined][] => [
      [['steps', step.index, 'when'], step.when],
      [['steps', step.index, 'wait', 'until'], step.wait && 'until' in step.wait ? step.wait.until : undefined],
      [['steps', step.index, 'repeat', 'until'], step.repeat?.until],
    ]),
    ...(groups ?? []).flatMap((group, index): [Path, string | undefined][] => [
      [['groups', index, 'when'], group.when],
      [['groups', index, 'until'], group.until],
    ]),
    [['exit', 'success', 'when'], exit?.success.when],
    [['exit', 'failure', 'when'], exit?.failure?.when],
  ];
  return conditions.flatMap(([path, text]) => (text === undefined ? [] : lintExpression(parsed, path, text, context)));
}

function isKnownSegment(audience: string | undefined, { segments }: LintContext): boolean {
  return audience !== undefined && SEGMENT_KEY.test(audience) && segments.includes(audience);
}

function lintExpression(parsed: ParsedPlaybook, path: Path, text: string, context: LintContext): Finding[] {
  const isTrigger = path[0] === 'trigger';
  const vague = (problem: string) => [
    findingOn(parsed, path, {
      code: isTrigger ? 'vague-trigger' : 'vague-condition',
      severity: 'error',
      problem,
      mend: 'Name what can be observed, such as usage.change_28d <= -0.3 && relationship.days_since_two_way > 45.',
    }),
  ];
  if (path[0] === 'for' && SEGMENT_KEY.test(text)) {
    const near = nearestName(text, context.segments);
    const mend = near
      ? `Did you mean ${near}?`
      : 'Add that segment, or write a condition such as account.arr >= 500000.';
    return [
      findingOn(parsed, path, {
        code: 'unknown-segment',
        severity: 'error',
        problem: `There is no segment "${text}".`,
        mend,
      }),
    ];
  }
  const { expression, findings } = readExpression(text, context.catalogue);
  if (expression === null && PROSE.test(text) && /\S\s+\S/.test(text)) {
    return vague(`"${text}" is an impression, which nothing can recognise.`);
  }
  if (expression !== null && signalsOf(expression).length === 0) {
    return vague(`"${text}" names no signal, so it is the same for every account.`);
  }
  return findings.map(({ message, position, mend }) => ({
    ...findingOn(parsed, path, { code: 'bad-condition', severity: 'error', problem: message, mend }),
    ...placeInText(parsed.source.front, path, position),
  }));
}
