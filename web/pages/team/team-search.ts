export const TEAM_TABS = ['load', 'handoffs', 'coverage', 'nobody'] as const;
export type TeamTab = (typeof TEAM_TABS)[number];

/** What the team's page keeps in the URL. */
export interface TeamSearch {
  readonly tab?: TeamTab | undefined;
}

export function readTeamSearch(search: Record<string, unknown>): TeamSearch {
  const tab = TEAM_TABS.find((one) => one === search.tab);
  return tab ? { tab } : {};
}
