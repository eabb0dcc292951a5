import type { ParsedPlaybook } from '../parse.ts';
import type { LintContext } from './context.ts';
import { linksOf } from './playbook-links.ts';

/** What the organisation would have after all of these playbooks were published: they may name each other. */
export function withAllOf(context: LintContext, playbooks: readonly ParsedPlaybook[]): LintContext {
  const links = playbooks.flatMap(({ outline }) =>
    outline.playbook === undefined ? [] : [linksOf(outline.playbook, outline)],
  );
  const keys = links.map(({ key }) => key);
  return {
    ...context,
    playbookKeys: [...new Set([...context.playbookKeys, ...keys])],
    links: [...context.links.filter(({ key }) => !keys.includes(key)), ...links],
  };
}
