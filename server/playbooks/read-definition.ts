import type { z } from 'zod';
import { nearestName } from '../expressions/nearest-name.ts';
import {
  type PlaybookDefinition,
  type PlaybookStep,
  playbookSchema,
  ROLES,
  scheduleSchema,
  stepSchema,
} from './definition.ts';
import type { Finding } from './finding.ts';
import { type FrontMatter, type Path, placeOf } from './front-matter.ts';

/** What can be read of a definition, for checking the rest of it while a part is still wrong. */
export interface Outline extends Partial<Omit<PlaybookDefinition, 'steps'>> {
  /** The steps that are well formed, each with its place in the list. */
  readonly steps: readonly (PlaybookStep & { readonly index: number })[];
  /** The ids of all steps, well formed or not, in order. */
  readonly stepIds: readonly string[];
}

export interface ReadDefinition {
  readonly definition: PlaybookDefinition | null;
  readonly outline: Outline;
  readonly findings: readonly Finding[];
}

interface Advice {
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
  'steps.*.due': {
    code: 'no-due',
    problem: 'This step has no time by which it is due.',
    mend: 'Add a line such as due: 2bd (two business days).',
  },
};

/**
 * Checks the data of a front matter against the schema. The definition is null when anything is wrong with it; the outline
 * then holds the parts that are right. Every finding names its line.
 */
export function readDefinition(front: FrontMatter): ReadDefinition {
  const data = front.data;
  const raw = isRecord(data) ? data : {};
  const findings: Finding[] = [];
  if (front.findings.length === 0 && !isRecord(data)) {
    findings.push({
      code: 'no-front-matter',
      severity: 'error',
      line: 1,
      column: 1,
      at: 'front matter',
      problem: 'The document has no front matter that says what runs.',
      mend: 'Begin it with a line "---", the definition in YAML, and another line "---".',
    });
  }
  const checked = playbookSchema.safeParse(isRecord(data) ? data : undefined);
  if (!checked.success && isRecord(data)) {
    for (const issue of checked.error.issues) findings.push(...findingsOf(issue, raw, front));
  }
  return { definition: checked.success ? checked.data : null, outline: outlineOf(raw), findings };
}

function outlineOf(raw: Record<string, unknown>): Outline {
  const parts: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(playbookSchema.shape)) {
    const part = (schema as z.ZodType).safeParse(raw[name]);
    if (name !== 'steps' && part.success && part.data !== undefined) parts[name] = part.data;
  }
  const list: unknown[] = Array.isArray(raw.steps) ? raw.steps : [];
  const steps = list.flatMap((item, index) => {
    const step = stepSchema.safeParse(item);
    return step.success ? [{ ...step.data, index }] : [];
  });
  const stepIds = list.flatMap((item) => (isRecord(item) && typeof item.id === 'string' ? [item.id] : []));
  return { ...parts, steps, stepIds };
}

function findingsOf(issue: z.core.$ZodIssue, raw: unknown, front: FrontMatter): Finding[] {
  const path = issue.path as Path;
  const at = sayPath(path, raw);
  const make = (advice: Advice, place = placeOf(front, path), where = at): Finding => ({
    ...advice,
    severity: 'error',
    ...place,
    at: where,
  });
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(path);
    return issue.keys.map((name) => {
      const near = nearestName(name, known);
      return make(
        {
          code: 'unknown-key',
          problem: `${at === '' ? 'A playbook' : `"${at}"`} has no key "${name}".`,
          mend: near ? `Did you mean "${near}"?` : `Remove it. Known here: ${known.join(', ')}.`,
        },
        placeOf(front, [...path, name], 'key'),
        sayPath([...path, name], raw),
      );
    });
  }
  const value = valueAt(raw, path);
  if (value === undefined || value === null) return [make(adviceForMissing(path, at))];
  return [make(adviceForWrong(issue, value, path, at))];
}

function adviceForMissing(path: Path, at: string): Advice {
  const pattern = path.map((part) => (typeof part === 'number' ? '*' : part)).join('.');
  const known = MISSING[pattern];
  if (known) return known;
  const name = path[path.length - 1];
  return { code: 'missing', problem: `"${at}" is missing or empty.`, mend: `Add "${name}:" with its value.` };
}

function adviceForWrong(issue: z.core.$ZodIssue, value: unknown, path: Path, at: string): Advice {
  const shown = typeof value === 'object' ? 'This' : `"${String(value).slice(0, 60)}"`;
  const last = path[path.length - 1];
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const near = nearestName(String(value), allowed);
    const isRole = allowed.join() === ROLES.join();
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

/** The keys that the schema knows at a path. */
function keysAt(path: Path): string[] {
  if (path[path.length - 1] === 'schedule') {
    return [...new Set(scheduleSchema.options.flatMap((option) => Object.keys(option.shape)))];
  }
  let schema: z.core.$ZodType = playbookSchema;
  const open = () => {
    let def = schema._zod.def as { type: string; innerType?: z.core.$ZodType };
    while (def.innerType) {
      schema = def.innerType;
      def = schema._zod.def as typeof def;
    }
    return def as unknown as { shape?: Record<string, z.core.$ZodType>; element?: z.core.$ZodType };
  };
  for (const part of path) {
    const def = open();
    const next = typeof part === 'number' ? def.element : def.shape?.[part];
    if (!next) return [];
    schema = next;
  }
  return Object.keys(open().shape ?? {});
}

/** A path as people say it: steps by their id, `steps.diagnose.due`. */
export function sayPath(path: Path, raw: unknown): string {
  return path
    .map((part, index) => {
      if (typeof part !== 'number') return part;
      const item = valueAt(raw, path.slice(0, index + 1));
      return isRecord(item) && typeof item.id === 'string' ? item.id : String(part + 1);
    })
    .join('.');
}

function valueAt(raw: unknown, path: Path): unknown {
  let value = raw;
  for (const part of path) {
    if (Array.isArray(value) && typeof part === 'number') value = value[part];
    else if (isRecord(value)) value = Object.hasOwn(value, part) ? value[part as string] : undefined;
    else return undefined;
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
