import { nearestName } from '../../expressions/nearest-name.ts';
import { ACTIONS, type ActionKind } from '../actions.ts';
import type { Path } from '../document/front-matter.ts';
import type { Finding } from '../finding.ts';
import type { ParsedPlaybook } from '../parse.ts';
import { findingOn, type LintContext } from './context.ts';

/** What each action needs, as an example. */
const EXAMPLES: Readonly<Record<ActionKind, string>> = {
  send_email: '{ asset: check-in, to: champion }',
  webhook: '{ url: "https://example.com/hook" }',
  calendar_event: '{ title: Review, at: "10:00", minutes: 30 }',
  set_field: '{ field: stage, value: renewal }',
  add_tag: '{ tag: reference }',
  start_playbook: '{ playbook: onboarding }',
};

/** Text that only a person can fill in, as assets mark it. */
const GAP = /\[[^\]\n]+\](?!\()/;

/** Checks the steps that Steward performs: that their settings fit, and what they name exists. */
export function lintAutomations(parsed: ParsedPlaybook, context: LintContext): Finding[] {
  const { steps, playbook } = parsed.outline;
  return steps.flatMap((step): Finding[] => {
    const path = ['steps', step.index] as const;
    const error = (at: Path, code: string, problem: string, mend: string) =>
      findingOn(parsed, [...path, ...at], { code, severity: 'error', problem, mend });
    if (step.do === undefined) {
      const stray = (['with', 'approve'] as const).find((key) => step[key] !== undefined);
      if (stray === undefined) return [];
      return [
        error([stray], 'nothing-to-do', `"${stray}" belongs to a step that Steward does.`, `Add "do:", or remove it.`),
      ];
    }
    const checked = ACTIONS[step.do].safeParse(step.with ?? {});
    if (!checked.success) {
      const [issue] = checked.error.issues;
      const at = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []).map(String);
      const place: Path = step.with === undefined ? ['do'] : ['with', ...at.slice(0, 1)];
      const what = at.length > 0 ? `"${at[0]}" does not fit ${step.do}.` : `The settings do not fit ${step.do}.`;
      return [error(place, 'wrong-settings', what, `Write it like with: ${EXAMPLES[step.do]}.`)];
    }
    const settings = checked.data as { asset?: string; playbook?: string };
    if (settings.asset !== undefined) return lintLetter(parsed, settings.asset, error);
    if (settings.playbook === undefined) return [];
    if (settings.playbook === playbook)
      return [
        error(['with', 'playbook'], 'loop', 'The playbook starts itself.', 'Use "repeat", or name another playbook.'),
      ];
    if (context.playbookKeys.includes(settings.playbook)) return [];
    const near = nearestName(settings.playbook, context.playbookKeys);
    const mend = near ? `Did you mean ${near}?` : 'Add that playbook first.';
    return [error(['with', 'playbook'], 'unknown-playbook', `There is no playbook "${settings.playbook}".`, mend)];
  });
}

function lintLetter(
  parsed: ParsedPlaybook,
  key: string,
  error: (at: Path, code: string, problem: string, mend: string) => Finding,
): Finding[] {
  const at = ['with', 'asset'];
  const asset = parsed.assets.find((one) => one.key === key);
  if (!asset) {
    const near = nearestName(
      key,
      parsed.assets.map((one) => one.key),
    );
    const mend = near ? `Did you mean ${near}?` : `Add it below "# Assets", with {#${key} kind=email}.`;
    return [error(at, 'unknown-asset', `There is no asset "${key}".`, mend)];
  }
  if (asset.kind !== 'email')
    return [error(at, 'no-letter', `"${key}" is no e-mail.`, 'Name an asset with kind=email.')];
  const gap = GAP.exec(asset.body)?.[0];
  if (gap === undefined) return [];
  return [
    error(
      at,
      'letter-with-gaps',
      `"${key}" asks a person to fill in ${gap}.`,
      'Take it out, or let a person send the letter: remove "do".',
    ),
  ];
}
