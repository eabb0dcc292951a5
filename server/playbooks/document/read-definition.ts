import type { z } from 'zod';
import { nearestName } from '../../expressions/nearest-name.ts';
import {
  type PlaybookDefinition,
  type PlaybookStep,
  playbookSchema,
  scheduleSchema,
  stepSchema,
} from '../definition.ts';
import type { Finding } from '../finding.ts';
import { type Advice, adviceForMissing, adviceForWrong } from './advice.ts';
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

/** The keys that the schema knows at a path. */
function keysAt(path: Path): string[] {
  if (path[path.length - 1] === 'schedule') {
    return [...new Set(scheduleSchema.options.flatMap((option) => Object.keys(option.shape)))];
  }
  let schema: z.core.$ZodType = playbookSchema;
  const open = () => {
    let def = schema._zod.def as { type: string; innerType?: z.core.$ZodType; out?: z.core.$ZodType };
    for (let inner = def.innerType ?? def.out; inner; inner = def.innerType ?? def.out) {
      schema = inner;
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
