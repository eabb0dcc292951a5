import type { PlaybookVariation } from '../definition.ts';
import { type Path, placeOf } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { varySteps } from '../vary.ts';
import { lintAutomations } from './automations.ts';
import { lintBranches } from './branches.ts';
import { lintConditions } from './conditions.ts';
import type { LintContext } from './context.ts';
import { lintGroups } from './groups.ts';
import { lintHandoffs } from './handoffs.ts';
import { lintKinds } from './kinds.ts';
import { lintSteps } from './steps.ts';
import { lintTimes } from './times.ts';
import { lintWaits } from './waits.ts';

const LINTS = [
  lintConditions,
  lintSteps,
  lintKinds,
  lintHandoffs,
  lintBranches,
  lintGroups,
  lintWaits,
  lintAutomations,
  lintTimes,
];

/** What is looked for in variations by itself, with a mend that fits them. */
const KNOWN = ['cycle', 'no-first-action', 'twice'];

/**
 * Checks the steps as each variation makes them by the rules of the baseline: conditions, dates, kinds, settings. Gives the errors that the
 * baseline does not have, each at the change that it comes from.
 */
export function lintVariedSteps(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { outline } = parsed;
  if (outline.variations === undefined || outline.steps.length !== outline.stepIds.length) return [];
  const sayings = (about: ParsedPlaybook) => LINTS.flatMap((lint) => lint(about, context));
  const nameOf = ({ code, at, problem }: Finding) => `${code} ${at} ${problem}`;
  const known = new Set(sayings(parsed).map(nameOf));
  return outline.variations.flatMap((variation, index) =>
    sayings(withVariation(parsed, variation))
      .filter((found) => found.severity === 'error' && !known.has(nameOf(found)))
      .filter((found) => !KNOWN.includes(found.code) && !isOfOrder(found, variation))
      .map((found) => atChange(parsed, found, index, variation)),
  );
}

function withVariation(parsed: ParsedPlaybook, variation: PlaybookVariation): ParsedPlaybook {
  const steps = varySteps(parsed.outline.steps, variation).map((step, index) => ({ ...step, index }));
  return { ...parsed, outline: { ...parsed.outline, steps, stepIds: steps.map(({ id }) => id) } };
}

/** Of steps that are left out, and of what comes after what, the variation itself is asked. */
function isOfOrder({ code, at, problem }: Finding, { steps }: PlaybookVariation): boolean {
  const isOfDropped = Object.entries(steps).some(([id, { drop }]) => drop && problem.includes(`"${id}"`));
  return code === 'unknown-step' && (isOfDropped || at.endsWith('.after') || !at.startsWith('steps.'));
}

/** `steps.call.due` of a variation stands at `variations.0.steps.call.due`, or below `add`. */
function atChange(parsed: ParsedPlaybook, found: Finding, index: number, { steps }: PlaybookVariation): Finding {
  const [, id = '', ...rest] = found.at.split('.');
  const change = steps[id];
  const path: Path = [
    'variations',
    index,
    'steps',
    ...(change === undefined ? [] : [id, ...(change.add ? ['add'] : []), ...rest.map(partOf)]),
  ];
  return { ...found, ...placeOf(parsed.source.front, path), at: path.join('.') };
}

function partOf(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}
