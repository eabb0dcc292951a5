import { nearestName } from '../../expressions/nearest-name.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn } from './context.ts';

/** Checks that groups have names of their own and steps, and that steps name groups that exist. */
export function lintGroups(parsed: ParsedPlaybook): Finding[] {
  const { steps } = parsed.outline;
  const groups = parsed.outline.groups ?? [];
  const ids = groups.map(({ id }) => id);
  const doubled = groups.flatMap(({ id }, index) =>
    ids.indexOf(id) === index
      ? []
      : findingOn(parsed, ['groups', index, 'id'], {
          code: 'twice',
          severity: 'error',
          problem: `Two groups have the id "${id}".`,
          mend: 'Give one of them another id.',
        }),
  );
  const empty = groups.flatMap(({ id }, index) =>
    steps.some((step) => step.group === id)
      ? []
      : findingOn(parsed, ['groups', index], {
          code: 'empty-group',
          severity: 'warning',
          problem: `No step belongs to the group "${id}".`,
          mend: `Add "group: ${id}" to the steps that do, or remove it.`,
        }),
  );
  const unknown = steps.flatMap((step) => {
    if (step.group === undefined || ids.includes(step.group)) return [];
    const near = nearestName(step.group, ids);
    return findingOn(parsed, ['steps', step.index, 'group'], {
      code: 'unknown-group',
      severity: 'error',
      problem: `There is no group "${step.group}".`,
      mend: near ? `Did you mean ${near}?` : `Add it under "groups", with id and title.`,
    });
  });
  return [...doubled, ...empty, ...unknown];
}
