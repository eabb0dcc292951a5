/** What My day keeps in the URL. `item` is the selected one, 'task:<id>'. */
export interface MyDaySearch {
  readonly item?: string | undefined;
  readonly show?: 'tasks' | 'news' | undefined;
  readonly text?: string | undefined;
  readonly all?: true | undefined;
  /** By the parts of the day, and not by what presses. */
  readonly by?: 'day' | undefined;
}

export const SHOWN = [
  { value: 'all', label: 'Everything' },
  { value: 'tasks', label: 'Tasks' },
  { value: 'news', label: 'News' },
] as const;

export function readMyDaySearch(search: Record<string, unknown>): MyDaySearch {
  return {
    ...(typeof search.item === 'string' ? { item: search.item } : {}),
    ...(search.show === 'tasks' || search.show === 'news' ? { show: search.show } : {}),
    ...(typeof search.text === 'string' ? { text: search.text } : {}),
    ...(search.by === 'day' ? { by: 'day' as const } : {}),
    ...(search.all === true ? { all: true } : {}),
  };
}
