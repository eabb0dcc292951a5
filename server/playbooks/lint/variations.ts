import { readExpression } from '../../expressions/check.ts';
import { nearestName } from '../../expressions/nearest-name.ts';
import { isAccountDate, type PlaybookStep, type PlaybookVariation } from '../definition.ts';
import type { Path } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { varySteps } from '../vary.ts';
import { findingOn, type LintContext, listOf } from './context.ts';

type Add = (path: Path, code: string, problem: string, mend: string) => void;

/** Checks each variation: for whom, which steps it names, and that what it makes of the steps still hangs together. */
export function lintVariations(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const findings: Finding[] = [];
  for (const [index, variation] of (parsed.outline.variations ?? []).entries()) {
    const add: Add = (path, code, problem, mend) =>
      findings.push(findingOn(parsed, ['variations', index, ...path], { code, severity: 'error', problem, mend }));
    lintAudience(variation, context, add);
    if (parsed.outline.steps.length !== parsed.outline.stepIds.length) continue;
    lintChanges(parsed, variation, add);
    lintVaried(parsed, variation, add);
  }
  return findings;
}

function lintAudience({ for: audience }: PlaybookVariation, { segments, catalogue }: LintContext, add: Add): void {
  if (segments.includes(audience)) return;
  if (/^[a-z][a-z0-9_-]*$/.test(audience)) {
    const near = nearestName(audience, segments);
    const mend = near
      ? `Did you mean ${near}?`
      : 'Add that segment, or write a condition such as account.seats >= 250.';
    add(['for'], 'unknown-segment', `There is no segment "${audience}".`, mend);
    return;
  }
  for (const { message, mend } of readExpression(audience, catalogue).findings)
    add(['for'], 'bad-condition', message, mend);
}

function lintChanges(parsed: ParsedPlaybook, { steps }: PlaybookVariation, add: Add): void {
  const { stepIds } = parsed.outline;
  const assets = parsed.assets.map((asset) => asset.key);
  for (const [id, change] of Object.entries(steps)) {
    const path = ['steps', id];
    const isKnown = stepIds.includes(id);
    if (change.add) {
      if (isKnown)
        add(
          path,
          'twice',
          `The baseline has a step "${id}" already.`,
          'Give the added step another id, or change that one.',
        );
      const { after, from } = change.add;
      const isPlaced = after !== undefined || (from !== undefined && (from === 'start' || stepIds.includes(from)));
      if (!isPlaced && !isAccountDate(from))
        add(
          path,
          'no-position',
          `The added step "${id}" does not say where it comes.`,
          'Write after: with the step that it follows, or from: start.',
        );
    } else if (!isKnown) {
      const near = nearestName(id, stepIds);
      const mend = near ? `Did you mean ${near}?` : 'Name a step of the baseline, or put a new one in with add.';
      add(path, 'unknown-step', `There is no step "${id}" to change.`, mend);
    }
    for (const asset of [...(change.assets ?? []), ...(change.add?.assets ?? [])]) {
      if (assets.includes(asset)) continue;
      const near = nearestName(asset, assets);
      add(
        path,
        'asset-not-defined',
        `The document has no asset "${asset}".`,
        near ? `Did you mean ${near}?` : 'Add it below "# Assets".',
      );
    }
  }
}

/** What the variation leaves behind: names of dropped steps, circles, a first action without a step. */
function lintVaried({ outline }: ParsedPlaybook, variation: PlaybookVariation, add: Add): void {
  const steps = varySteps(outline.steps, variation);
  const ids = new Set(steps.map((step) => step.id));
  const gone = (id: string) => variation.steps[id]?.drop === true;
  for (const step of steps) {
    const named = [...listOf(step.after), ...listOf(step.from), ...Object.keys(step.if ?? {})];
    const path = variation.steps[step.id] ? ['steps', step.id] : ['steps', named.find(gone) ?? ''];
    for (const id of new Set(named.filter(gone)))
      add(
        path,
        'breaks-after',
        `"${step.id}" waits for "${id}", which this variation leaves out.`,
        `Give "${step.id}" another "after" in this variation, or keep "${id}".`,
      );
    for (const id of listOf(variation.steps[step.id]?.add?.after ?? variation.steps[step.id]?.after))
      if (!ids.has(id) && !gone(id))
        add(
          path,
          'unknown-step',
          `"${step.id}" waits for "${id}", which does not exist.`,
          'Name a step of this variation.',
        );
  }
  for (const { without } of outline.escalate ?? [])
    if (gone(without))
      add(
        ['steps', without],
        'breaks-escalation',
        `The escalation watches "${without}", which this variation leaves out.`,
        'Keep the step, or let the escalation watch another one.',
      );
  const circle = circleIn(steps);
  if (circle)
    add(['steps'], 'cycle', `These steps wait for each other: ${circle.join(' → ')}.`, 'Remove one of the links.');
  const { first_action } = outline;
  if (first_action && !steps.some((step) => step.after === undefined && step.owner === first_action.by))
    add(
      ['steps'],
      'no-first-action',
      `The first action is the ${first_action.by}'s, and in this variation no step that can begin at once is theirs.`,
      'Keep a first step for that role.',
    );
}

function circleIn(steps: readonly PlaybookStep[]): string[] | null {
  const links = new Map(
    steps.map((step) => [step.id, [...listOf(step.after), ...listOf(step.from), ...Object.keys(step.if ?? {})]]),
  );
  const cleared = new Set<string>();
  const walk = (id: string, path: readonly string[]): string[] | null => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (cleared.has(id)) return null;
    for (const next of links.get(id) ?? []) {
      const found = walk(next, [...path, id]);
      if (found) return found;
    }
    cleared.add(id);
    return null;
  };
  for (const id of links.keys()) {
    const found = walk(id, []);
    if (found) return found;
  }
  return null;
}
