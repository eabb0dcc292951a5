import { parseDuration, roughDays, sayDuration } from '../../lib/duration.ts';
import { isAccountDate } from '../definition.ts';
import type { Path } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn } from './context.ts';
import { linksOf } from './steps.ts';

const LONGEST_DAYS = 730;

/** Checks that every duration is possible by itself, and that they fit each other. */
export function lintTimes(parsed: ParsedPlaybook): Finding[] {
  const { trigger, goal, first_action, steps, exit, escalate, review_every } = parsed.outline;
  const findings: Finding[] = [];
  const impossible = (path: Path, problem: string, mend: string, severity: Finding['severity'] = 'error') =>
    findings.push(findingOn(parsed, path, { code: 'impossible-duration', severity, problem, mend }));

  const lengths: [Path, string | undefined][] = [
    [['review_every'], review_every],
    [['goal', 'within'], goal?.within],
    [['trigger', 'holds_for'], trigger?.holds_for],
    [['trigger', 'rearm_after'], trigger?.rearm_after],
    [['trigger', 'cooldown'], trigger?.cooldown],
    [['first_action', 'within'], first_action?.within],
    [['exit', 'success', 'for'], exit?.success.for],
    [['exit', 'after'], exit?.after],
    ...(escalate ?? []).map((one, index): [Path, string] => [['escalate', index, 'after'], one.after]),
  ];
  if (trigger?.schedule && 'before_renewal' in trigger.schedule) {
    lengths.push([['trigger', 'schedule', 'before_renewal'], trigger.schedule.before_renewal]);
  }
  for (const [path, text] of lengths) {
    if (text === undefined) continue;
    const { amount } = parseDuration(text);
    if (amount < 0) impossible(path, `${text} lies in the past.`, `Write it without the minus: ${text.slice(1)}.`);
    else if (amount === 0)
      impossible(path, `${text} leaves no time at all.`, 'Write how long it may take, such as 24h, or remove it.');
    else if (days(text) > LONGEST_DAYS)
      impossible(path, `${text} is more than two years.`, 'Write a time that somebody will live to see.');
  }
  for (const key of ['holds_for', 'rearm_after'] as const) {
    const text = trigger?.[key];
    if (text !== undefined && !isInDays(text))
      impossible(
        ['trigger', key],
        `${text} is not in days: conditions are looked at once a day.`,
        'Write days or weeks, such as 2d.',
      );
  }
  const kept = exit?.success.for;
  if (kept !== undefined && !isInDays(kept))
    impossible(
      ['exit', 'success', 'for'],
      `${kept} is not in days: conditions are looked at once a day.`,
      'Write days or weeks, such as 14d.',
    );
  for (const step of steps) {
    const { amount } = parseDuration(step.due);
    const path = ['steps', step.index, 'due'];
    if (amount < 0 && !isAccountDate(step.from)) {
      impossible(
        path,
        `${step.due} lies before the moment from which it counts.`,
        'Only a step with from: renewal, contract_start or kickoff can be due before it. Write it without the minus.',
      );
    } else if (Math.abs(days(step.due)) > LONGEST_DAYS) {
      impossible(path, `${step.due} is more than two years.`, 'Write a time within the run.');
    }
  }
  if (exit && days(exit.after) > 0) findings.push(...lintAgainstEnd(parsed, exit.after));
  return findings;
}

function lintAgainstEnd(parsed: ParsedPlaybook, end: string): Finding[] {
  const { first_action, steps, exit, escalate } = parsed.outline;
  const findings: Finding[] = [];
  const over = `after ${sayDuration(parseDuration(end))}`;
  const late = (path: Path, severity: Finding['severity'], problem: string) =>
    findings.push(
      findingOn(parsed, path, {
        code: 'impossible-duration',
        severity,
        problem,
        mend: 'Shorten it, or give the run more time in "exit.after".',
      }),
    );
  if (exit?.success.for && days(exit.success.for) >= days(end)) {
    late(['exit', 'success', 'for'], 'error', `Success must last ${exit.success.for}, and the run is over ${over}.`);
  }
  if (first_action && days(first_action.within) >= days(end)) {
    late(
      ['first_action', 'within'],
      'error',
      `The first action may take ${first_action.within}, and the run is over ${over}.`,
    );
  }
  for (const [index, one] of (escalate ?? []).entries()) {
    if (days(one.after) >= days(end))
      late(['escalate', index, 'after'], 'warning', `This would be escalated when the run is over, ${over}.`);
  }
  for (const step of steps) {
    if (isAccountDate(step.from)) continue;
    const done = latestDay(parsed, step.id, []);
    if (done > days(end)) {
      late(
        ['steps', step.index, 'due'],
        'warning',
        `If each step takes the time it has, this one is due on day ${Math.ceil(done)}, and the run is over ${over}.`,
      );
    }
  }
  return findings;
}

/** The day of the run by which a step is due when every step before it takes all its time. */
function latestDay(parsed: ParsedPlaybook, id: string, path: readonly string[]): number {
  const step = parsed.outline.steps.find((one) => one.id === id);
  if (!step || path.includes(id) || isAccountDate(step.from)) return 0;
  const anchors = step.from === undefined ? (linksOf(parsed).get(id) ?? []) : [step.from];
  return Math.max(0, ...anchors.map((anchor) => latestDay(parsed, anchor, [...path, id]))) + days(step.due);
}

function days(text: string): number {
  return roughDays(parseDuration(text));
}

function isInDays(text: string): boolean {
  return ['day', 'week'].includes(parseDuration(text).unit);
}
