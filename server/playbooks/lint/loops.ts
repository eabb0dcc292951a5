import { nearestName } from '../../expressions/nearest-name.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, type LintContext } from './context.ts';
import { linksOf, type PlaybookLinks, startedBy } from './playbook-links.ts';

/** Checks what playbooks say of each other: whom a situation is merged into, and whether they wait, are merged or start in a circle. */
export function lintLoops(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { playbook, trigger } = parsed.outline;
  if (playbook === undefined || trigger === undefined) return [];
  const own = linksOf(playbook, parsed.outline);
  const links = new Map(context.links.map((one) => [one.key, one]));
  links.set(playbook, own);
  return [...lintMerging(parsed, own, context), ...lintCircles(parsed, own, links)];
}

function lintMerging(parsed: ParsedPlaybook, own: PlaybookLinks, context: LintContext): Finding[] {
  return own.mergeInto.flatMap((other, index) => {
    const path = ['trigger', 'merge_into', index];
    if (other === own.key)
      return findingOn(parsed, path, {
        code: 'merges-into-itself',
        severity: 'error',
        problem: 'The playbook is merged into itself, so it could never start.',
        mend: `Remove "${other}": a situation joins an open run of its own playbook anyway.`,
      });
    if (own.notWhile.includes(other))
      return findingOn(parsed, path, {
        code: 'waits-and-merges',
        severity: 'error',
        problem: `The playbook waits while "${other}" runs, so it is never merged into its run.`,
        mend: `Keep "${other}" in merge_into or in not_while, not in both.`,
      });
    if (context.playbookKeys.includes(other)) return [];
    const near = nearestName(other, context.playbookKeys);
    return findingOn(parsed, path, {
      code: 'unknown-playbook',
      severity: 'warning',
      problem: `There is no playbook "${other}" to be merged into.`,
      mend: near ? `Did you mean ${near}?` : 'Remove it, or add that playbook.',
    });
  });
}

/**
 * A circle of merging is an error: of situations found together none would have a run. So is one of starting, which could go round for ever. One of
 * waiting leaves it to chance who is first.
 */
function lintCircles(parsed: ParsedPlaybook, own: PlaybookLinks, links: ReadonlyMap<string, PlaybookLinks>): Finding[] {
  const merging = circleThrough(own.key, (key) => links.get(key)?.mergeInto ?? []);
  const waiting = circleThrough(own.key, (key) => links.get(key)?.notWhile ?? []);
  const starting = circleThrough(own.key, (key) => links.get(key)?.starts ?? []);
  const findings: Finding[] = [];
  if (starting !== null && starting.length > 2) {
    const step = parsed.outline.steps.find((one) => startedBy(one) === starting[1]);
    const at = step === undefined ? ['variations'] : ['steps', step.index, 'with', 'playbook'];
    findings.push(
      findingOn(parsed, at, {
        code: 'starting-in-a-circle',
        severity: 'error',
        problem: `Playbooks start each other in a circle: ${starting.join(' starts ')}. It would never end.`,
        mend: 'Let one of them end without starting the next, or use "repeat" for what comes round.',
      }),
    );
  }
  if (merging !== null && merging.length > 2)
    findings.push(
      findingOn(parsed, ['trigger', 'merge_into', own.mergeInto.indexOf(merging[1]!)], {
        code: 'merging-in-a-circle',
        severity: 'error',
        problem: `Playbooks are merged in a circle: ${merging.join(' into ')}. Found together, none of them would start.`,
        mend: 'Let the playbook that should carry the others name none of them in merge_into.',
      }),
    );
  if (waiting !== null && waiting.length > 2)
    findings.push(
      findingOn(parsed, ['trigger', 'not_while', own.notWhile.indexOf(waiting[1]!)], {
        code: 'waiting-in-a-circle',
        severity: 'warning',
        problem: `Playbooks wait for each other: ${waiting.join(' for ')}. Which is first keeps the others out.`,
        mend: 'Let only the less important one wait, and give the other a higher priority.',
      }),
    );
  return findings;
}

/** The shortest way from a playbook back to itself, with itself at both ends; null when there is none. */
function circleThrough(start: string, next: (key: string) => readonly string[]): string[] | null {
  const seen = new Set<string>();
  let ways: string[][] = [[start]];
  while (ways.length > 0) {
    const longer: string[][] = [];
    for (const way of ways)
      for (const key of next(way.at(-1)!)) {
        if (key === start) return [...way, key];
        if (seen.has(key)) continue;
        seen.add(key);
        longer.push([...way, key]);
      }
    ways = longer;
  }
  return null;
}
