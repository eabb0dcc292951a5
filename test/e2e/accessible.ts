import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** The rules that a theme can break. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What keeps people out of this page, one line each: rule, where, what it says. Empty when it holds WCAG 2.2 AA as far as axe can tell. */
export async function violations(page: Page, rules: 'all' | 'colours' = 'all'): Promise<string[]> {
  // Otherwise it opens a second window to sum up, and the first one may not be drawn while that is before it. There are no frames here.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const found = await (rules === 'all' ? axe.withTags(WCAG_AA) : axe.withRules(COLOURS)).analyze();
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary?.replaceAll(/\s+/g, ' ')}`),
  );
}
