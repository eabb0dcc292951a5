/** What the accounts page keeps in the URL; the same words as the API's. Lists are separated by commas. */
export interface AccountsSearch {
  readonly text?: string | undefined;
  readonly band?: string | undefined;
  readonly stage?: string | undefined;
  readonly owner?: string | undefined;
  readonly segment?: string | undefined;
  readonly tier?: string | undefined;
  readonly renewal?: string | undefined;
  readonly arrFrom?: string | undefined;
  readonly arrTo?: string | undefined;
  readonly open?: string | undefined;
  readonly sort?: string | undefined;
  /** The account that the keyboard is at. */
  readonly selected?: string | undefined;
}

const FILTERS = [
  'text',
  'band',
  'stage',
  'owner',
  'segment',
  'tier',
  'renewal',
  'arrFrom',
  'arrTo',
  'open',
] as const satisfies readonly (keyof AccountsSearch)[];

const ALL = [...FILTERS, 'sort', 'selected'] as const;

/** The search as texts: the router reads `renewal=90` as a number. */
export function readAccountsSearch(search: Record<string, unknown>): AccountsSearch {
  return Object.fromEntries(
    ALL.filter((key) => ['string', 'number'].includes(typeof search[key]) && search[key] !== '').map((key) => [
      key,
      String(search[key]),
    ]),
  );
}

/** What is asked of the server: all but where the keyboard is. */
export function askedOf({ selected: _, ...asked }: AccountsSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Record<string, string>;
}

/** Whether anything narrows the list. */
export function isFiltered(search: AccountsSearch): boolean {
  return FILTERS.some((key) => search[key] !== undefined);
}

/** The same search without its filters; the order stays. */
export function withoutFilters(search: AccountsSearch): AccountsSearch {
  return search.sort === undefined ? {} : { sort: search.sort };
}
