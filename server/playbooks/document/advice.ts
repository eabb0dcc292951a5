import type { z } from 'zod';
import { nearestName } from '../../expressions/nearest-name.ts';
import { ROLES } from '../definition.ts';
import type { Path } from './front-matter.ts';

/** What is wrong and what to do, without its place. */
export interface Advice {
  readonly code: string;
  readonly problem: string;
  readonly mend: string;
}

/** What to say when a part is missing, by its path with list positions as `*`. */
const MISSING: Readonly<Record<string, Advice>> = {
  playbook: {
    code: 'no-key',
    problem: 'The playbook has no key.',
    mend: 'Add a line such as playbook: risk-before-renewal.',
  },
  owner: {
    code: 'no-owner',
    problem: 'Nobody owns this playbook.',
    mend: 'Add "owner:" with the role that keeps it good, such as manager.',
  },
  trigger: {
    code: 'no-trigger',
    problem: 'Nothing starts this playbook: it has no trigger.',
    mend: 'Add "trigger:" with a condition over signals, such as when: "health.score < 60".',
  },
  first_action: {
    code: 'no-first-action',
    problem: 'It is not said how soon the first action must follow, nor by whom.',
    mend: 'Add a line such as first_action: { within: 24h, by: csm }.',
  },
  exit: {
    code: 'no-exit',
    problem: 'A run of this playbook would never end: it has no exit.',
    mend: 'Add "exit:" with success (a condition), if need be failure, and after (the time allowed at most).',
  },
  'exit.success': {
    code: 'no-exit',
    problem: 'The exit does not say when a run has succeeded.',
    mend: 'Add under "exit" a line such as success: { when: "health.score >= 70", for: 14d }.',
  },
  'exit.after': {
    code: 'no-exit',
    problem: 'The exit sets no limit in time, so a run could stay open for ever.',
    mend: 'Add under "exit" a line such as after: 90d.',
  },
  goal: {
    code: 'no-goal',
    problem: 'The playbook has no goal.',
    mend: 'Add goal: { outcome: a condition, within: a time, because: the reason }.',
  },
  stage: {
    code: 'no-stage',
    problem: 'The playbook has no place on the customer journey.',
    mend: 'Add a line such as stage: [adoption, renewal].',
  },
  steps: { code: 'no-steps', problem: 'The playbook has no steps.', mend: 'Add "steps:" with at least one step.' },
  'steps.*.owner': {
    code: 'no-one-responsible',
    problem: 'No one is responsible for this step.',
    mend: `Add "owner:" with one of ${ROLES.join(', ')}.`,
  },
  'steps.*.handoff.from': {
    code: 'one-sided-handoff',
    problem: 'This handoff has one side: it is not said who gives.',
    mend: 'Add "from:" with the role that carries it now.',
  },
  'steps.*.handoff.to': {
    code: 'one-sided-handoff',
    problem: 'This handoff has one side: it is not said who takes over.',
    mend: 'Add "to:" with the role that is to accept it.',
  },
  'steps.*.handoff.accept_within': {
    code: 'one-sided-handoff',
    problem: 'This handoff could wait for ever: it has no time by which it must be accepted.',
    mend: 'Add a line such as accept_within: 2bd.',
  },
  'steps.*.due': {
    code: 'no-due',
    problem: 'This step has no time by which it is due.',
    mend: 'Add a line such as due: 2bd (two business days).',
  },
};

/** What to say when a part is missing. */
export function adviceForMissing(path: Path, at: string): Advice {
  const pattern = path.map((part) => (typeof part === 'number' ? '*' : part)).join('.');
  const known = MISSING[pattern];
  if (known) return known;
  const name = path[path.length - 1];
  return { code: 'missing', problem: `"${at}" is missing or empty.`, mend: `Add "${name}:" with its value.` };
}

/** What to say when a part is there and does not fit the schema. */
export function adviceForWrong(issue: z.core.$ZodIssue, value: unknown, path: Path, at: string): Advice {
  const shown = typeof value === 'object' ? 'This' : `"${String(value).slice(0, 60)}"`;
  const last = path[path.length - 1];
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const near = nearestName(String(value), allowed);
    const isRole = ROLES.every((role) => allowed.includes(role));
    return {
      code: isRole ? 'unknown-role' : 'wrong-value',
      problem: isRole ? `${shown} is no role.` : `${shown} is not possible for "${at}".`,
      mend: `${near ? `Did you mean ${near}? ` : ''}Write one of ${allowed.join(', ')}.`,
    };
  }
  if (issue.code === 'invalid_format') {
    const isDuration = /^a duration/.test(issue.message);
    return {
      code: isDuration ? 'impossible-duration' : 'wrong-form',
      problem: `${shown} is not possible for "${at}".`,
      mend: `${issue.message[0]!.toUpperCase()}${issue.message.slice(1)}.`,
    };
  }
  if (last === 'schedule') {
    return {
      code: 'wrong-schedule',
      problem: 'The schedule is not one that Steward knows.',
      mend: 'Write { every: day }, { every: week, on: monday }, { every: month, on: first monday } or { before_renewal: 90d }.',
    };
  }
  if (last === 'wait') {
    return {
      code: 'wrong-wait',
      problem: 'It is not said how long to wait.',
      mend: 'Write { for: 3d }, or { until: "health.score >= 70", at_most: 14d }: a wait for a condition needs an end in time.',
    };
  }
  if (issue.code === 'too_big')
    return { code: 'too-long', problem: `"${at}" is too long or too large.`, mend: `At most ${issue.maximum}.` };
  if (issue.code === 'too_small')
    return { code: 'too-short', problem: `"${at}" is empty or too small.`, mend: `At least ${issue.minimum}.` };
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((one) => one.code === 'invalid_format');
    const mend = inner
      ? `${inner.message[0]!.toUpperCase()}${inner.message.slice(1)}`
      : 'Write one text, or a list of texts';
    return { code: 'wrong-form', problem: `${shown} is not possible for "${at}".`, mend: `${mend}.` };
  }
  const expected = issue.code === 'invalid_type' ? issue.expected : 'another kind of value';
  return {
    code: 'wrong-kind',
    problem: `"${at}" should be ${KINDS[expected] ?? expected}, and is ${kindOf(value)}.`,
    mend:
      expected === 'string'
        ? `Put it between quotes: ${last}: "${String(value)}".`
        : `Write it as ${KINDS[expected] ?? expected}.`,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
};

function kindOf(value: unknown): string {
  return KINDS[Array.isArray(value) ? 'array' : typeof value] ?? typeof value;
}
