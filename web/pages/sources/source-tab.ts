export const SOURCE_TABS = ['files', 'events', 'metrics'] as const;
export type SourceTab = (typeof SOURCE_TABS)[number];

/** What the page of sources keeps in the URL. */
export function readSourcesSearch(search: Record<string, unknown>): { tab?: SourceTab | undefined } {
  const tab = SOURCE_TABS.find((one) => one === search.tab);
  return tab && tab !== 'files' ? { tab } : {};
}
