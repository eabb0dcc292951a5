/** What the library keeps in the URL: the filter, and what is selected. */
export interface PlaybooksSearch {
  readonly text?: string | undefined;
  readonly selected?: string | undefined;
}

export function readPlaybooksSearch(search: Record<string, unknown>): PlaybooksSearch {
  return {
    ...(typeof search.text === 'string' ? { text: search.text } : {}),
    ...(typeof search.selected === 'string' ? { selected: search.selected } : {}),
  };
}
